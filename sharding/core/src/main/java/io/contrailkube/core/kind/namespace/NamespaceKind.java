package io.contrailkube.core.kind.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Namespaces, as Kubernetes serves them. */
public final class NamespaceKind implements KubeKind {
    public static final String NAME = "Namespace";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(new ApiResource("", "v1", "namespaces"));
    }

    @Override
    public Class<NamespaceFact> factType() {
        return NamespaceFact.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String name = required(metadata, "name");
        var id = new ObjectId(NAME, name, name, required(metadata, "uid"));
        SortedMap<String, String> annotations = strings(metadata.path("annotations"));
        annotations.keySet().retainAll(NamespaceAnnotations.KEYS);
        boolean terminating = metadata.hasNonNull("deletionTimestamp")
                || "Terminating".equals(object.at("/status/phase").asText());
        return Optional.of(new NamespaceFact(id, strings(metadata.path("labels")), annotations, terminating));
    }

    private static String required(JsonNode metadata, String field) {
        String value = metadata.path(field).asText();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a Namespace without metadata." + field);
        }
        return value;
    }

    private static SortedMap<String, String> strings(JsonNode map) {
        var result = new TreeMap<String, String>();
        map.properties()
                .forEach(field -> result.put(field.getKey(), field.getValue().asText()));
        return result;
    }
}
