package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import java.util.List;

/** Any answer but success, as the Status object that the API server would send. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    private ApiFailure(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    static ApiFailure of(int code, String reason, String message) {
        return new ApiFailure(code, reason, message, Json.object());
    }

    static ApiFailure badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiFailure notFound(ResourceType type, String name) {
        return about(404, "NotFound", type, name, "not found");
    }

    /** For paths that name nothing that is served. */
    static ApiFailure noSuchPath() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiFailure alreadyExists(ResourceType type, String name) {
        return about(409, "AlreadyExists", type, name, "already exists");
    }

    static ApiFailure conflict(ResourceType type, String name, String why) {
        ApiFailure made = about(409, "Conflict", type, name, "");
        String text = "Operation cannot be fulfilled on " + type.qualified() + " \"" + name + "\": " + why;
        return new ApiFailure(409, "Conflict", text, made.details);
    }

    static ApiFailure stale(ResourceType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiFailure forbidden(ResourceType type, String name, String why) {
        return about(403, "Forbidden", type, name, "is forbidden: " + why);
    }

    /** One complaint about one field. */
    static ApiFailure invalid(ResourceType type, String name, String field, String complaint) {
        ApiFailure made = of(
                422,
                "Invalid",
                type.kind() + (type.group().isEmpty() ? "" : "." + type.group()) + " \"" + name + "\" is invalid: "
                        + field + ": " + complaint);
        made.details.put("name", name).put("kind", type.kind());
        if (!type.group().isEmpty()) {
            made.details.put("group", type.group());
        }
        made.details
                .putArray("causes")
                .addObject()
                .put("reason", complaint.startsWith("Required") ? "FieldValueRequired" : "FieldValueInvalid")
                .put("message", complaint)
                .put("field", field);
        return made;
    }

    static ApiFailure expired(String message) {
        return of(410, "Expired", message);
    }

    static ApiFailure notAllowed() {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiFailure unsupportedMedia(String type, List<String> known) {
        return of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", known) + (type.isEmpty() ? "" : " (got " + type + ")"));
    }

    private static ApiFailure about(int code, String reason, ResourceType type, String name, String what) {
        ApiFailure made = of(code, reason, type.qualified() + " \"" + name + "\" " + what);
        made.details.put("name", name);
        if (!type.group().isEmpty()) {
            made.details.put("group", type.group());
        }
        made.details.put("kind", type.plural());
        return made;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** The Status object. */
    ObjectNode toJson() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        return status.put("code", code);
    }
}
