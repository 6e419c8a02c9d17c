package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.KubeObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A Service as the endpoint controllers see it. */
record SelectingService(JsonNode json) {
    private static final String HEADLESS_LABEL = "service.kubernetes.io/headless";
    /** New pods come last, so that what was made for the others stays as it is. */
    private static final Comparator<PodBackend> OLDEST_FIRST =
            Comparator.comparing(PodBackend::created).thenComparing(PodBackend::name);

    String name() {
        return text("/metadata/name");
    }

    String namespace() {
        return namespace(json);
    }

    /** As {@code kubectl} fills it in. */
    static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText("default");
    }

    boolean selects() {
        return !json.at("/spec/selector").isEmpty() && !text("/spec/type").equals("ExternalName");
    }

    boolean headless() {
        return text("/spec/clusterIP").equals("None");
    }

    boolean publishesNotReady() {
        return json.at("/spec/publishNotReadyAddresses").asBoolean();
    }

    JsonNode ports() {
        return json.at("/spec/ports");
    }

    /** Families of its addresses, the first one first. */
    List<String> families() {
        var service = new KubeObject("Service", json);
        List<String> families = service.texts("/spec/ipFamilies");
        if (!families.isEmpty()) {
            return families;
        }
        boolean six = text("/spec/clusterIP").contains(":");
        return List.of(six ? PodBackend.IPV6 : PodBackend.IPV4);
    }

    /** Pods of its namespace with all labels of its selector, that have an address and have not stopped for good. */
    List<PodBackend> backends(Collection<JsonNode> pods) {
        String namespace = namespace();
        return pods.stream()
                .filter(pod -> namespace.equals(namespace(pod)) && matches(pod.at("/metadata/labels")))
                .map(PodBackend::new)
                .filter(PodBackend::counts)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private boolean matches(JsonNode labels) {
        for (Map.Entry<String, JsonNode> wanted : json.at("/spec/selector").properties()) {
            if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** An object made for this service, with its labels; those of a controller are for the caller to add. */
    ObjectNode derived(String apiVersion, String kind, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name).put("namespace", namespace());
        metadata.put("uid", Uuids.named(kind + ' ' + namespace() + '/' + name));
        ObjectNode labels = metadata.putObject("labels");
        json.at("/metadata/labels").properties().forEach(label -> labels.set(label.getKey(), label.getValue()));
        if (headless()) {
            labels.put(HEADLESS_LABEL, "");
        }
        return object;
    }

    private String text(String pointer) {
        return KubeObject.text(json.at(pointer));
    }
}
