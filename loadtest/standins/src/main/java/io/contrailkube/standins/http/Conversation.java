package io.contrailkube.standins.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Serves the requests of one connection strictly one after another, so that pipelined answers keep their order. */
final class Conversation extends ChannelInboundHandlerAdapter {
    private static final int READ_AHEAD = 256;

    private final HttpServerOptions.Wire wire;
    private final Handler handler;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean serving;
    private @Nullable ChunkedAnswer stream;

    Conversation(HttpServerOptions.Wire wire, Handler handler) {
        this.wire = wire;
        this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((Arrival) message);
        if (waiting.size() > READ_AHEAD) {
            context.channel().config().setAutoRead(false);
        }
        serve(context);
    }

    /** A loop rather than recursion: hundreds of pipelined requests may be answered at once. */
    private void serve(ChannelHandlerContext context) {
        if (serving) {
            return;
        }
        serving = true;
        try {
            while (!busy && !waiting.isEmpty() && context.channel().isActive()) {
                busy = true;
                Arrival arrival = waiting.remove();
                answer(arrival).whenComplete((reply, failure) -> {
                    Reply said = failure == null ? reply : wire.refusal().apply(500, "Internal Server Error");
                    if (context.executor().inEventLoop()) {
                        send(context, arrival, said);
                    } else {
                        context.executor().execute(() -> send(context, arrival, said));
                    }
                });
            }
        } finally {
            serving = false;
        }
        if (waiting.size() < READ_AHEAD / 2 && !context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    private CompletionStage<Reply> answer(Arrival arrival) {
        if (arrival.request() == null) {
            return CompletableFuture.completedFuture(wire.refusal().apply(arrival.refusal(), arrival.text()));
        }
        try {
            return handler.handle(arrival.request());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void send(ChannelHandlerContext context, Arrival arrival, Reply reply) {
        if (reply instanceof Reply.Full full) {
            sendFull(context, arrival, full);
            busy = false;
            serve(context);
        } else if (reply instanceof Reply.Stream streamed) {
            sendStream(context, arrival, streamed);
        } else {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        }
    }

    private void sendFull(ChannelHandlerContext context, Arrival arrival, Reply.Full full) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(full.status());
        ChannelFuture sent;
        if (wire.nagle() && full.body().length > 0) {
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
            setHead(head, arrival, full);
            context.writeAndFlush(head);
            sent = context.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(full.body())));
        } else {
            HttpResponse whole =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(full.body()));
            setHead(whole, arrival, full);
            sent = context.writeAndFlush(whole);
        }
        if (!arrival.keepAlive()) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static void setHead(HttpResponse head, Arrival arrival, Reply.Full full) {
        setHeaders(head, arrival, full.headers());
        if (full.status() != 304 && full.status() != 204) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, full.body().length);
        }
    }

    private static void setHeaders(HttpResponse head, Arrival arrival, Map<String, String> headers) {
        headers.forEach((name, value) -> head.headers().set(name, value));
        if (!arrival.keepAlive()) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (arrival.http10()) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private void sendStream(ChannelHandlerContext context, Arrival arrival, Reply.Stream streamed) {
        // Without chunks (HTTP/1.0) only the end of the connection tells the end of the answer.
        boolean chunked = !arrival.http10();
        Arrival asServed = chunked ? arrival : new Arrival(arrival.request(), 0, "", false, true);
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(streamed.status()));
        setHeaders(head, asServed, streamed.headers());
        if (chunked) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        context.writeAndFlush(head);
        Channel channel = context.channel();
        ChunkedAnswer writer = new ChunkedAnswer(channel, asServed.keepAlive(), () -> {
            stream = null;
            busy = false;
            serve(context);
        });
        stream = writer;
        if (!channel.isActive()) {
            writer.gone();
        }
        streamed.body().accept(writer);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        ChunkedAnswer writer = stream;
        if (writer != null && context.channel().isWritable()) {
            // Not at once: this may be called from within a write, whose pieces another write must not come between.
            context.executor().execute(writer::writable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.clear();
        if (stream != null) {
            stream.gone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // a client that went away, or spoke no HTTP: nobody to tell
    }
}
