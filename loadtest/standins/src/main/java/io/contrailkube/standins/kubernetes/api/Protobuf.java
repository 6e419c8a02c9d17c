package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.api.ProtobufSchema.Field;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the protobuf bodies that kubectl sends from 1.32 on when it creates an object from its arguments. */
final class Protobuf {
    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";
    /** {@code k8s} and a zero byte, before the envelope: 1 type (1 apiVersion, 2 kind), 2 the object. */
    private static final int MAGIC = 0x6b387300;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private Protobuf() {}

    /** The object as its JSON form; kinds without a schema are refused as media that is not supported. */
    static ObjectNode read(byte[] body) {
        try {
            ByteBuffer in = ByteBuffer.wrap(body);
            if (in.getInt() != MAGIC) {
                throw ApiFailure.badRequest("the object provided is unrecognized: no protobuf envelope");
            }
            ObjectNode envelope = message(in, ProtobufSchema.ENVELOPE);
            JsonNode type = envelope.path("typeMeta");
            String kind = Json.text(type, "kind");
            Map<Integer, Field> schema = ProtobufSchema.of(kind);
            if (schema.isEmpty()) {
                throw ApiFailure.unsupportedMedia(
                        MEDIA_TYPE + " of kind " + kind, List.of("application/json", "application/yaml"));
            }
            ObjectNode object = message(ByteBuffer.wrap(envelope.path("raw").binaryValue()), schema);
            return object.put("kind", kind).put("apiVersion", Json.text(type, "apiVersion"));
        } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
            throw ApiFailure.badRequest("the object provided is unrecognized: " + e);
        }
    }

    private static ObjectNode message(ByteBuffer in, Map<Integer, Field> schema) {
        ObjectNode message = Json.object();
        while (in.hasRemaining()) {
            long tag = varint(in);
            Field field = schema.get((int) (tag >>> 3));
            switch ((int) (tag & 7)) {
                case VARINT -> number(message, field, varint(in));
                case FIXED64 -> in.getLong();
                case BYTES -> bytes(message, field, slice(in));
                case FIXED32 -> in.getInt();
                default -> throw new IllegalArgumentException("wire type of tag " + tag);
            }
        }
        return message;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint of more than ten bytes");
    }

    private static ByteBuffer slice(ByteBuffer in) {
        int length = (int) varint(in);
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a field of " + length + " bytes");
        }
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    /** Zero means absent unless the schema says that the field is there only when it was set. */
    private static void number(ObjectNode message, @Nullable Field field, long value) {
        if (field == null || (value == 0 && !field.type().equals("set"))) {
            return;
        }
        if (field.type().equals("bool")) {
            message.put(field.name(), true);
        } else {
            message.put(field.name(), value);
        }
    }

    private static void bytes(ObjectNode message, @Nullable Field field, ByteBuffer value) {
        if (field == null) {
            return;
        }
        if (field.map()) {
            ObjectNode entry = message(value, ProtobufSchema.entry(field.type()));
            JsonNode content = entry.get("value");
            Json.child(message, field.name())
                    .set(
                            Json.text(entry, "key"),
                            content == null ? Json.object().textNode("") : content);
            return;
        }
        JsonNode content = content(field, value);
        if (field.repeated()) {
            message.withArray(field.name()).add(content);
        } else if (!content.isTextual() || !content.asText().isEmpty()) {
            message.set(field.name(), content);
        }
    }

    private static JsonNode content(Field field, ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return switch (field.type()) {
            case "string" -> Json.object().textNode(new String(bytes, StandardCharsets.UTF_8));
            case "bytes" -> Json.object().binaryNode(bytes);
            case "IntOrString" -> either(message(value, ProtobufSchema.of("IntOrString")));
            default -> message(value, ProtobufSchema.of(field.type()));
        };
    }

    /** Kind 1 is the text, kind 0, which is left out, the number. */
    private static JsonNode either(ObjectNode parts) {
        return parts.path("type").asInt() == 1
                ? Json.object().textNode(Json.text(parts, "strVal"))
                : Json.object().numberNode(parts.path("intVal").asInt());
    }
}
