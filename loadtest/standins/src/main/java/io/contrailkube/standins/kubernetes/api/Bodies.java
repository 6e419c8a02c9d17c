package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Reads the bodies of writes. */
final class Bodies {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Bodies() {}

    /** The media type without parameters. */
    static String mediaType(Request request) {
        String type = request.headers().first("Content-Type", "application/json");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The object of a create or update, checked against the path it was sent to. */
    static ObjectNode object(Request request, ApiPath path) {
        ObjectNode object = decoded(request);
        String kind = Json.text(object, "kind");
        String version = Json.text(object, "apiVersion");
        if (!kind.isEmpty() && !kind.equals(path.type().kind())
                || !version.isEmpty() && !version.equals(path.type().apiVersion())) {
            throw ApiFailure.badRequest("the object provided is unrecognized (must be of type "
                    + path.type().kind() + "): " + version + "/" + kind);
        }
        requireNamespace(object, path);
        return stored(object, path);
    }

    private static ObjectNode decoded(Request request) {
        String media = mediaType(request);
        if (media.equals(Protobuf.MEDIA_TYPE)) {
            return Protobuf.read(request.body());
        }
        if (!media.equals("application/json") && !media.equals("application/yaml") && !media.isEmpty()) {
            throw ApiFailure.unsupportedMedia(media, List.of("application/json", "application/yaml"));
        }
        return tree(request.body());
    }

    private static void requireNamespace(ObjectNode object, ApiPath path) {
        String namespace = Json.text(object, "metadata", "namespace");
        if (!namespace.isEmpty() && !namespace.equals(path.namespace())) {
            throw ApiFailure.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    /** In the form in which it is stored. */
    static ObjectNode stored(ObjectNode object, ApiPath path) {
        var form = path.type().form();
        if (form != null) {
            form.toStored().accept(object);
        }
        return object;
    }

    /** The body as an object, JSON or YAML. */
    static ObjectNode tree(byte[] body) {
        if (any(body) instanceof ObjectNode object) {
            return object;
        }
        throw ApiFailure.badRequest("the body of the request is no object");
    }

    static JsonNode any(byte[] body) {
        try {
            int first = 0;
            while (first < body.length && body[first] <= ' ') {
                first++;
            }
            boolean json = first < body.length && (body[first] == '{' || body[first] == '[');
            return json ? Json.MAPPER.readTree(body) : YAML.readTree(body);
        } catch (IOException e) {
            throw ApiFailure.badRequest("the object provided is unrecognized: couldn't get version/kind; json parse"
                    + " error: " + e.getMessage());
        }
    }
}
