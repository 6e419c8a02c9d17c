package io.contrailkube.standins.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A streamed answer on a Netty channel. */
final class ChunkedAnswer implements StreamWriter {
    private final Channel channel;
    private final boolean keepAlive;
    private final Runnable finished;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Runnable> closeActions = new ArrayList<>();
    private volatile Runnable writable = () -> {};
    private boolean closed;

    ChunkedAnswer(Channel channel, boolean keepAlive, Runnable finished) {
        this.channel = channel;
        this.keepAlive = keepAlive;
        this.finished = finished;
    }

    @Override
    public boolean write(byte[] piece) {
        if (ended.get() || piece.length == 0) {
            return false;
        }
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)), channel.voidPromise());
        return channel.isWritable();
    }

    @Override
    public boolean isWritable() {
        return !ended.get() && channel.isWritable();
    }

    @Override
    public void onWritable(Runnable action) {
        writable = action;
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            var sent = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            if (!keepAlive) {
                sent.addListener(ChannelFutureListener.CLOSE);
            }
            tell();
            channel.eventLoop().execute(finished);
        }
    }

    @Override
    public void abort() {
        if (ended.compareAndSet(false, true)) {
            channel.close();
            tell();
        }
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (closeActions) {
            if (!closed) {
                closeActions.add(action);
                return;
            }
        }
        action.run();
    }

    void writable() {
        if (!ended.get()) {
            writable.run();
        }
    }

    void gone() {
        ended.set(true);
        tell();
    }

    private void tell() {
        List<Runnable> actions;
        synchronized (closeActions) {
            if (closed) {
                return;
            }
            closed = true;
            actions = List.copyOf(closeActions);
        }
        actions.forEach(Runnable::run);
    }
}
