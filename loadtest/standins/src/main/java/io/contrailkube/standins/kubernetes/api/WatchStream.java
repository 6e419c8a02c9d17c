package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.StreamWriter;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Stored;
import io.contrailkube.standins.kubernetes.store.Watcher;
import java.io.ByteArrayOutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One open watch: queues what the store tells and writes it at the pace of the client. */
final class WatchStream implements Watcher {
    private static final int PIECE = 32 << 10;
    private static final int LONGEST_BACKLOG = 200_000;
    private static final Supplier<byte[]> END = () -> new byte[0];

    /** What is watched and how it is shown; {@code initialEnd} marks the end of the initial state by a bookmark. */
    record View(ApiPath path, Selector selector, Rendering rendering, boolean bookmarks, boolean initialEnd) {}

    private final View view;
    private final StreamWriter writer;
    private final Executor pump;
    private final Queue<Supplier<byte[]>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger backlog = new AtomicInteger();
    private boolean begun;

    WatchStream(View view, StreamWriter writer, Executor pump) {
        this.view = view;
        this.writer = writer;
        this.pump = pump;
        writer.onWritable(this::schedule);
    }

    @Override
    public void changed(Change change) {
        Stored before = change.before();
        boolean was = before != null && shows(before);
        boolean is = change.kind() != Change.Kind.DELETED && shows(change.now());
        if (is) {
            add(was ? "MODIFIED" : "ADDED", change.now());
        } else if (was) {
            add("DELETED", change.kind() == Change.Kind.DELETED ? change.now() : change.farewell());
        }
    }

    private boolean shows(Stored object) {
        String namespace = view.path().namespace();
        return (namespace.isEmpty() || namespace.equals(object.namespace()))
                && view.selector().test(object);
    }

    /** A client that falls too far behind is cut off, as the real server does; the initial state may be of any size. */
    private void add(String kind, Stored object) {
        if (begun && backlog.get() > LONGEST_BACKLOG) {
            writer.abort();
            return;
        }
        backlog.incrementAndGet();
        queue.add(() -> line(kind, view.rendering().whole(object)));
        schedule();
    }

    /** A bookmark; the first one ends the initial state and is sent only to those who asked for its end. */
    @Override
    public void reached(long revision) {
        boolean initial = !begun && view.initialEnd();
        if (initial || (begun && view.bookmarks())) {
            queue.add(() -> line("BOOKMARK", bookmark(revision, initial)));
            schedule();
        }
        begun = true;
    }

    /** From now on {@link #reached} means a moment in the stream, not the end of the initial state. */
    void begun() {
        begun = true;
    }

    private byte[] bookmark(long revision, boolean initial) {
        ObjectNode bookmark = Json.object()
                .put("kind", view.path().type().kind())
                .put("apiVersion", view.path().type().apiVersion());
        ObjectNode metadata = bookmark.putObject("metadata").put("resourceVersion", Long.toString(revision));
        metadata.putNull("creationTimestamp");
        if (initial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return Json.bytes(bookmark);
    }

    /** Says why, as the server does, and ends the watch. */
    void fail(ApiFailure failure) {
        queue.add(() -> line("ERROR", Json.bytes(failure.toJson())));
        end();
    }

    /** Ends the watch in order once everything queued has been written. */
    void end() {
        queue.add(END);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            pump.execute(this::pour);
        }
    }

    private void pour() {
        scheduled.set(false);
        while (writer.isWritable() && !queue.isEmpty()) {
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            for (Supplier<byte[]> next = queue.peek(); next != null && piece.size() < PIECE; next = queue.peek()) {
                if (next == END) {
                    writer.write(piece.toByteArray());
                    writer.close();
                    return;
                }
                piece.writeBytes(queue.remove().get());
                backlog.decrementAndGet();
            }
            writer.write(piece.toByteArray());
        }
    }

    static byte[] line(String kind, byte[] object) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(object.length + 40);
        line.writeBytes(Lists.utf8("{\"type\":\"" + kind + "\",\"object\":"));
        line.writeBytes(object);
        line.writeBytes(Lists.utf8("}\n"));
        return line.toByteArray();
    }
}
