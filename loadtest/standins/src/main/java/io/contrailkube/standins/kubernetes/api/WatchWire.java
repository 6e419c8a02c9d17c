package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The wire of a watch with a place to break it: every fault that a stream of events can have is brought about here. */
public final class WatchWire implements StreamWriter {
    /** What can happen to a watch. */
    public enum Fault {
        /** The connection goes without an end of the stream. */
        DROP,
        /** The stream ends in order. */
        END,
        /** Nothing is sent any more, and nothing closes. */
        SILENCE,
        /** One line that is no JSON. */
        MALFORM,
        /** An ERROR event with a 410 Status, then the end. */
        EXPIRE,
        /** The next events are swallowed. */
        MISS
    }

    private final StreamWriter inner;
    private final AtomicLong toMiss = new AtomicLong();
    private volatile boolean silent;

    WatchWire(StreamWriter inner) {
        this.inner = inner;
    }

    /** Brings the fault about now; {@code count} is how many events MISS swallows. */
    public void strike(Fault fault, long count) {
        switch (fault) {
            case DROP -> inner.abort();
            case END -> inner.close();
            case SILENCE -> silent = true;
            case MALFORM -> inner.write(Lists.utf8("{\"type\":\"MODIFIED\",\"object\":{\"kind\":\n"));
            case EXPIRE -> {
                ObjectNode status =
                        ApiFailure.expired("too old resource version").toJson();
                inner.write(WatchStream.line("ERROR", io.contrailkube.standins.kubernetes.resource.Json.bytes(status)));
                inner.close();
            }
            case MISS -> toMiss.addAndGet(count);
        }
    }

    @Override
    public boolean write(byte[] piece) {
        if (silent) {
            return true;
        }
        byte[] left = toMiss.get() > 0 ? withoutMissed(piece) : piece;
        return left.length == 0 || inner.write(left);
    }

    private byte[] withoutMissed(byte[] piece) {
        ByteArrayOutputStream left = new ByteArrayOutputStream(piece.length);
        int start = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                if (toMiss.getAndUpdate(n -> n > 0 ? n - 1 : 0) <= 0) {
                    left.write(piece, start, i + 1 - start);
                }
                start = i + 1;
            }
        }
        return left.toByteArray();
    }

    @Override
    public boolean isWritable() {
        return silent || inner.isWritable();
    }

    @Override
    public void onWritable(Runnable action) {
        inner.onWritable(action);
    }

    @Override
    public void close() {
        if (!silent) {
            inner.close();
        }
    }

    @Override
    public void abort() {
        inner.abort();
    }

    @Override
    public void onClose(Runnable action) {
        inner.onClose(action);
    }
}
