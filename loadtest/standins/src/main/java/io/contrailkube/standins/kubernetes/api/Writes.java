package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.api.ApiObjects.Part;
import io.contrailkube.standins.kubernetes.patch.JsonPatch;
import io.contrailkube.standins.kubernetes.patch.MergePatch;
import io.contrailkube.standins.kubernetes.patch.PatchFailure;
import io.contrailkube.standins.kubernetes.patch.StrategicMergePatch;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.List;

/** POST, PUT and PATCH. Server-side apply is a plain strategic merge without field ownership: managedFields are never kept. */
final class Writes {
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";

    private final ApiObjects objects;

    Writes(ApiObjects objects) {
        this.objects = objects;
    }

    Reply create(ApiPath path, Request request) {
        ObjectNode object = Bodies.object(request, path);
        if (path.type().namespaced() && path.namespace().isEmpty()) {
            throw ApiFailure.badRequest("an empty namespace may not be set during creation");
        }
        return answer(201, path, request, objects.create(path.stored(), path.namespace(), object, dryRun(request)));
    }

    Reply update(ApiPath path, Request request) {
        ObjectNode object = Bodies.object(request, path);
        String name = Json.text(object, "metadata", "name");
        if (!name.equals(path.name())) {
            throw ApiFailure.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + path.name() + ")");
        }
        Stored done = objects.change(path.place(), part(path), dryRun(request), current -> object.deepCopy());
        return answer(200, path, request, done);
    }

    Reply patch(ApiPath path, Request request) {
        String media = Bodies.mediaType(request);
        JsonNode patch = Bodies.any(request.body());
        if (media.equals(APPLY_PATCH)) {
            return apply(path, request, patch);
        }
        if (media.equals(STRATEGIC_PATCH) && path.type().custom()) {
            throw ApiFailure.unsupportedMedia(media, List.of(JSON_PATCH, MERGE_PATCH, APPLY_PATCH));
        }
        Stored done = objects.change(
                path.place(), part(path), dryRun(request), current -> patched(path, current, media, patch));
        return answer(200, path, request, done);
    }

    private Reply apply(ApiPath path, Request request, JsonNode patch) {
        try {
            objects.get(path.place());
        } catch (ApiFailure missing) {
            if (missing.code() != 404
                    || !(patch instanceof ObjectNode object)
                    || !path.part().isEmpty()) {
                throw missing;
            }
            Json.child(object, "metadata").put("name", path.name());
            ObjectNode stored = Bodies.stored(object, path);
            return answer(201, path, request, objects.create(path.stored(), path.namespace(), stored, dryRun(request)));
        }
        Stored done = objects.change(
                path.place(), part(path), dryRun(request), current -> patched(path, current, STRATEGIC_PATCH, patch));
        return answer(200, path, request, done);
    }

    private static ObjectNode patched(ApiPath path, ObjectNode current, String media, JsonNode patch) {
        ResourceType.Form form = path.type().form();
        if (form != null) {
            form.fromStored().accept(current);
        }
        try {
            if (media.equals(JSON_PATCH) && patch instanceof ArrayNode operations) {
                JsonPatch.apply(current, operations);
            } else if (media.equals(MERGE_PATCH) && patch instanceof ObjectNode object) {
                MergePatch.apply(current, object);
            } else if (media.equals(STRATEGIC_PATCH) && patch instanceof ObjectNode object) {
                StrategicMergePatch.apply(current, object.deepCopy());
            } else if (List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH).contains(media)) {
                throw ApiFailure.badRequest("error decoding patch: wrong type of document");
            } else {
                throw ApiFailure.unsupportedMedia(
                        media, List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH));
            }
        } catch (PatchFailure e) {
            throw ApiFailure.of(
                    e.test() ? 422 : 400, e.test() ? "Invalid" : "BadRequest", String.valueOf(e.getMessage()));
        }
        return Bodies.stored(current, path);
    }

    private static Part part(ApiPath path) {
        return switch (path.part()) {
            case "" -> Part.MAIN;
            case "status" -> {
                if (!path.type().hasStatus()) {
                    throw ApiFailure.noSuchPath();
                }
                yield Part.STATUS;
            }
            // Written by clients that clear the finalizers of a namespace; ours has no use for the difference.
            case "finalize" -> {
                if (!path.type().plural().equals("namespaces")) {
                    throw ApiFailure.noSuchPath();
                }
                yield Part.MAIN;
            }
            default -> throw ApiFailure.noSuchPath();
        };
    }

    static boolean dryRun(Request request) {
        return request.query().first("dryRun", "").equals("All");
    }

    private static Reply answer(int status, ApiPath path, Request request, Stored object) {
        return Answers.object(status, Rendering.of(request, path.type()).whole(object));
    }
}
