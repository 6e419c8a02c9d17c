package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.StreamWriter;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** The body of a list: short ones in one piece, long ones in pieces at the pace of the client. */
final class ListBody {
    private static final int AT_ONCE = 2_000;
    private static final int PIECE = 64 << 10;

    private final Rendering rendering;
    private final ObjectNode metadata;
    private final List<Stored> objects;
    private int next;
    private boolean ended;

    ListBody(Rendering rendering, ObjectNode metadata, List<Stored> objects) {
        this.rendering = rendering;
        this.metadata = metadata;
        this.objects = objects;
    }

    Reply reply() {
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        if (objects.size() > AT_ONCE) {
            return new Reply.Stream(200, headers, this::stream);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (!ended) {
            append(body, Integer.MAX_VALUE);
        }
        return new Reply.Full(200, headers, body.toByteArray());
    }

    private void stream(StreamWriter writer) {
        writer.onWritable(() -> pour(writer));
        pour(writer);
    }

    private void pour(StreamWriter writer) {
        while (!ended && writer.isWritable()) {
            ByteArrayOutputStream piece = new ByteArrayOutputStream(2 * PIECE);
            append(piece, PIECE);
            writer.write(piece.toByteArray());
            if (ended) {
                writer.close();
            }
        }
    }

    private void append(ByteArrayOutputStream out, int size) {
        if (next == 0) {
            ObjectNode frame = rendering.frame();
            frame.set("metadata", metadata);
            byte[] open = Json.bytes(frame);
            out.write(open, 0, open.length - 1);
            out.writeBytes(Lists.utf8(",\"" + rendering.items() + "\":["));
        }
        while (next < objects.size() && out.size() < size) {
            if (next > 0) {
                out.write(',');
            }
            out.writeBytes(rendering.item(objects.get(next)));
            next++;
        }
        if (next == objects.size()) {
            out.writeBytes(Lists.utf8("]}\n"));
            ended = true;
        }
    }
}
