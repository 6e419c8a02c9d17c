package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeSet;

/**
 * As little of the OpenAPI documents as kubectl needs: that the server validates fields itself (the fieldValidation parameter of
 * PATCH), and a document without definitions for older clients, which then skip their own validation.
 */
final class OpenApi {
    private static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private OpenApi() {}

    static Reply v2(String accept) {
        if (accept.contains("protobuf")) {
            return new Reply.Full(200, Map.of("Content-Type", PROTOBUF), protobuf());
        }
        ObjectNode document = Json.object().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1");
        document.putObject("paths");
        document.putObject("definitions");
        return Answers.json(document);
    }

    /** Fields 1 (swagger) and 2 (info: 1 title, 2 version) of the v2 document in the protobuf wire format. */
    private static byte[] protobuf() {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        field(info, 1, Lists.utf8("Kubernetes"));
        field(info, 2, Lists.utf8("v1"));
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        field(document, 1, Lists.utf8("2.0"));
        field(document, 2, info.toByteArray());
        return document.toByteArray();
    }

    /** A length-delimited field of fewer than 128 bytes. */
    private static void field(ByteArrayOutputStream out, int number, byte[] content) {
        out.write(number << 3 | 2);
        out.write(content.length);
        out.writeBytes(content);
    }

    static Reply v3Index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (String apiVersion : apiVersions()) {
            String path = prefix(apiVersion).substring(1);
            paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=1");
        }
        return Answers.json(index);
    }

    static Reply v3(String path) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        Resources.all().stream()
                .filter(type -> prefix(type.apiVersion()).equals("/" + path))
                .forEach(type -> describe(type, paths, schemas));
        if (paths.isEmpty()) {
            throw ApiFailure.noSuchPath();
        }
        return Answers.json(document);
    }

    private static void describe(ResourceType type, ObjectNode paths, ObjectNode schemas) {
        String place = type.namespaced() ? "/namespaces/{namespace}/" : "/";
        ObjectNode patch = paths.putObject(prefix(type.apiVersion()) + place + type.plural() + "/{name}")
                .putObject("patch");
        ArrayNode parameters = patch.putArray("parameters");
        for (String name : new String[] {"dryRun", "fieldManager", "fieldValidation", "force"}) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
        patch.putObject("responses").putObject("200").put("description", "OK");
        patch.put("x-kubernetes-action", "patch");
        patch.set("x-kubernetes-group-version-kind", kind(type));
        ObjectNode schema = schemas.putObject("io.k8s.api." + (type.group().isEmpty() ? "core" : type.group()) + "."
                + type.version() + "." + type.kind());
        schema.put("type", "object").put("description", "Served without a schema.");
        schema.putArray("x-kubernetes-group-version-kind").add(kind(type));
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object().put("group", type.group()).put("kind", type.kind()).put("version", type.version());
    }

    private static TreeSet<String> apiVersions() {
        TreeSet<String> found = new TreeSet<>();
        Resources.all().forEach(type -> found.add(type.apiVersion()));
        return found;
    }

    private static String prefix(String apiVersion) {
        return (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/") + apiVersion;
    }
}
