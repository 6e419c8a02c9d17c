package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All pods, found by a selector without looking at the others; only pods that somebody selects are kept as trees. */
final class SelectedPods {
    private final Map<String, Pod> pods = new HashMap<>();
    private final LabelIndex index = new LabelIndex();

    private static final class Pod {
        private final Stored stored;
        private final Map<String, String> labels;
        private @Nullable JsonNode tree;

        Pod(Stored stored) {
            this.stored = stored;
            this.labels = stored.labels();
        }

        JsonNode tree() {
            JsonNode known = tree;
            if (known == null) {
                known = trimmed(stored.tree());
                tree = known;
            }
            return known;
        }

        /** A thousand of these may be kept for one service. */
        private static JsonNode trimmed(ObjectNode pod) {
            Json.child(pod, "metadata").remove("annotations");
            Json.child(pod, "spec").remove(List.of("volumes", "tolerations", "affinity"));
            Json.child(pod, "status").remove(List.of("containerStatuses", "initContainerStatuses"));
            return pod;
        }
    }

    /** The labels that it had, none if it is new. */
    Map<String, String> put(Stored stored) {
        Map<String, String> before = remove(stored);
        Pod pod = new Pod(stored);
        pods.put(key(stored.namespace(), stored.name()), pod);
        index.add(stored.namespace(), pod.labels, stored.name());
        return before;
    }

    Map<String, String> remove(Stored stored) {
        Pod gone = pods.remove(key(stored.namespace(), stored.name()));
        if (gone == null) {
            return Map.of();
        }
        index.remove(stored.namespace(), gone.labels, stored.name());
        return gone.labels;
    }

    /** Pods with all these labels, at least one. */
    List<JsonNode> select(String namespace, Map<String, String> selector) {
        Map.Entry<String, String> first = selector.entrySet().iterator().next();
        List<JsonNode> selected = new ArrayList<>();
        for (String name : index.find(namespace, first.getKey(), first.getValue())) {
            Pod pod = pods.get(key(namespace, name));
            if (pod != null && pod.labels.entrySet().containsAll(selector.entrySet())) {
                selected.add(pod.tree());
            }
        }
        return selected;
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
