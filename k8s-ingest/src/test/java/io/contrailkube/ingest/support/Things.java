package io.contrailkube.ingest.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind made up for tests: things count unless they are hidden. */
public record Things(List<ApiResource> resources, boolean optional) implements KubeKind {
    public static final Things PLAIN = new Things(List.of(new ApiResource("", "v1", "things")));
    /** The things of a custom resource that not everybody installs. */
    public static final Things CUSTOM = new Things(List.of(new ApiResource("custom.example", "v1", "things")), true);

    public Things(List<ApiResource> resources) {
        this(resources, false);
    }

    /** What is kept of a thing. */
    public record Thing(ObjectId id, String colour) implements KubeFact {}

    @Override
    public String name() {
        return "Thing";
    }

    @Override
    public Class<? extends KubeFact> factType() {
        return Thing.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        if (!metadata.has("uid")) {
            throw new IllegalArgumentException("a thing without uid");
        }
        ObjectId id = id(
                metadata.path("namespace").asText(),
                metadata.path("name").asText(),
                metadata.path("uid").asText());
        return object.path("hidden").asBoolean()
                ? Optional.empty()
                : Optional.of(new Thing(id, object.path("colour").asText()));
    }

    public static ObjectId id(String namespace, String name, String uid) {
        return new ObjectId("Thing", namespace, name, uid);
    }

    public static Thing thing(String namespace, String name, String uid, String colour) {
        return new Thing(id(namespace, name, uid), colour);
    }

    /** A thing in namespace {@code ns} whose uid is its name, as JSON. */
    public static String json(String name, int version, String colour) {
        return """
                {"metadata":{"namespace":"ns","name":"%s","uid":"%s","resourceVersion":"%d"},"colour":"%s"}"""
                .formatted(name, name, version, colour);
    }

    /** A watch event, with its end of line. */
    public static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    public static String bookmark(int version) {
        return event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"" + version + "\"}}");
    }

    /** The ERROR event of a server. */
    public static String error(int code, String message) {
        return event("ERROR", "{\"kind\":\"Status\",\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    /** A list; {@code more} is the token for its next page or empty. */
    public static String list(int version, String more, String... objects) {
        return "{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"continue\":\"" + more + "\"},\"items\":["
                + String.join(",", objects) + "]}";
    }

    /** What a server says about its groups and versions, e.g. {@code custom.example/v1}. */
    public static String groups(String... versions) {
        return Stream.of(versions)
                .map("{\"versions\":[{\"groupVersion\":\"%s\"}]}"::formatted)
                .collect(Collectors.joining(",", "{\"groups\":[", "]}"));
    }

    /** What a server says about the group and version of things. */
    public static String discovery() {
        return "{\"resources\":[{\"name\":\"others\"},{\"name\":\"things\"}]}";
    }
}
