package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All services, found by the labels of a pod without looking at the others. */
final class Services {
    /** Where a service stands. */
    record Key(String namespace, String name) {}

    /** A service and its selector, which is empty when the endpoints are none of the controllers' business. */
    record Service(ObjectNode tree, Map<String, String> selector) {
        static Service of(ObjectNode tree) {
            Map<String, String> selector = new TreeMap<>();
            if (!Json.text(tree, "spec", "type").equals("ExternalName")) {
                Json.at(tree, "spec", "selector")
                        .properties()
                        .forEach(label ->
                                selector.put(label.getKey(), label.getValue().asText()));
            }
            return new Service(tree, selector);
        }

        /** One label of the selector, by which the service is found. */
        Map<String, String> handle() {
            return selector.entrySet().stream().findFirst().map(Map::ofEntries).orElse(Map.of());
        }
    }

    private final Map<Key, Service> services = new HashMap<>();
    private final LabelIndex index = new LabelIndex();

    @Nullable
    Service get(Key key) {
        return services.get(key);
    }

    void put(Stored stored) {
        remove(stored);
        Service service = Service.of(stored.tree());
        services.put(new Key(stored.namespace(), stored.name()), service);
        index.add(stored.namespace(), service.handle(), stored.name());
    }

    void remove(Stored stored) {
        Service gone = services.remove(new Key(stored.namespace(), stored.name()));
        if (gone != null) {
            index.remove(stored.namespace(), gone.handle(), stored.name());
        }
    }

    /** The services that select a pod with these labels. */
    Set<Key> selecting(String namespace, Map<String, String> labels) {
        Set<Key> found = new HashSet<>();
        labels.forEach((label, value) -> {
            for (String name : index.find(namespace, label, value)) {
                Key key = new Key(namespace, name);
                Service service = services.get(key);
                if (service != null
                        && labels.entrySet().containsAll(service.selector().entrySet())) {
                    found.add(key);
                }
            }
        });
        return found;
    }
}
