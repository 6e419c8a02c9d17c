package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Request;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads bodies and arguments as the server does. */
final class Calls {
    private Calls() {}

    /** The parsed body; null when the content type is not JSON or there is no body at all (API-6). */
    static @Nullable JsonNode body(Request request) {
        String type = request.headers().first("Content-Type", "");
        String media = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!media.equals("application/json") || request.body().length == 0) {
            return null;
        }
        try {
            return Json.MAPPER.readTree(request.body());
        } catch (JsonProcessingException e) {
            throw ApiError.unforeseen();
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes in memory", e);
        }
    }

    /** The body as an object; anything else is a fault that upstream did not foresee (API-7). */
    static ObjectNode object(@Nullable JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.unforeseen();
    }

    /** The type named with hyphens or underscores. */
    static TypeSchema type(World world, @Nullable JsonNode name) {
        String text = Json.missing(name) || name == null ? "None" : name.asText();
        TypeSchema type = world.schema().find(text);
        if (type == null) {
            throw ApiError.notFound("Resource type '" + text + "' not found");
        }
        return type;
    }
}
