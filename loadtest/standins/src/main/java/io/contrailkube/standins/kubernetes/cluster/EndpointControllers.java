package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.offline.ClusterControllers;
import io.contrailkube.standins.kubernetes.api.Place;
import io.contrailkube.standins.kubernetes.cluster.Services.Key;
import io.contrailkube.standins.kubernetes.cluster.Services.Service;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps Endpoints and EndpointSlices of services as their pods are. A change of a pod costs as much as the services that select it
 * are large, whatever else there is. As in a real cluster the endpoints of a service without selector are left alone, also those
 * from the time when it had one.
 */
final class EndpointControllers {
    private static final ResourceType ENDPOINTS = Resources.core("endpoints");
    private static final ResourceType SLICES = Hands.kind("discovery.k8s.io/v1", "endpointslices");
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String MANAGER = "endpointslice-controller.k8s.io";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final Hands hands;
    private final Desk desk;
    private final Duration gathering;
    private final SelectedPods pods = new SelectedPods();
    private final Services services = new Services();
    private final Map<Key, Set<String>> slices = new HashMap<>();
    private final Set<Key> stale = new HashSet<>();

    EndpointControllers(Hands hands, Desk desk, Duration gathering) {
        this.hands = hands;
        this.desk = desk;
        this.gathering = gathering;
    }

    void podChanged(Change change) {
        Stored pod = change.now();
        boolean gone = change.kind() == Change.Kind.DELETED;
        Map<String, String> before = gone ? pods.remove(pod) : pods.put(pod);
        services.selecting(pod.namespace(), before).forEach(this::refresh);
        if (!gone) {
            services.selecting(pod.namespace(), pod.labels()).forEach(this::refresh);
        }
    }

    void serviceChanged(Change change) {
        if (change.kind() == Change.Kind.DELETED) {
            services.remove(change.now());
        } else {
            services.put(change.now());
        }
        refresh(key(change.now()));
    }

    /** What somebody else deletes is written again. */
    void endpointsChanged(Change change) {
        Key service = key(change.now());
        if (change.kind() == Change.Kind.DELETED && services.get(service) != null) {
            refresh(service);
        }
    }

    void sliceChanged(Change change) {
        Map<String, String> labels = change.now().labels();
        if (!MANAGER.equals(labels.get(MANAGED_BY)) || !labels.containsKey(SERVICE_NAME)) {
            return;
        }
        Key service = new Key(change.now().namespace(), labels.get(SERVICE_NAME));
        if (change.kind() == Change.Kind.ADDED) {
            of(service).add(change.now().name());
        } else if (change.kind() == Change.Kind.DELETED
                && of(service).remove(change.now().name())) {
            refresh(service);
        }
    }

    private Set<String> of(Key service) {
        return slices.computeIfAbsent(service, key -> new HashSet<>());
    }

    private static Key key(Stored object) {
        return new Key(object.namespace(), object.name());
    }

    private void refresh(Key service) {
        if (stale.add(service)) {
            desk.later(gathering, () -> {
                stale.remove(service);
                write(service);
            });
        }
    }

    private void write(Key key) {
        Service service = services.get(key);
        if (service == null) {
            withdraw(key);
        } else if (!service.selector().isEmpty()) {
            List<JsonNode> selected = pods.select(key.namespace(), service.selector());
            ClusterControllers.endpoints(service.tree(), selected).ifPresent(endpoints -> write(ENDPOINTS, endpoints));
            writeSlices(key, ClusterControllers.endpointSlices(service.tree(), selected));
        }
    }

    private void writeSlices(Key key, Collection<JsonNode> wanted) {
        Set<String> surplus = new HashSet<>(of(key));
        for (JsonNode slice : wanted) {
            String name = Json.text(slice, "metadata", "name");
            surplus.remove(name);
            if (write(SLICES, slice)) {
                of(key).add(name);
            }
        }
        // Last, so that no endpoint is missing from all slices in between.
        surplus.forEach(name -> delete(key, name));
    }

    private boolean write(ResourceType type, JsonNode object) {
        ObjectNode wanted = object.deepCopy();
        Place place =
                new Place(type, Json.text(wanted, "metadata", "namespace"), Json.text(wanted, "metadata", "name"));
        ObjectNode changes = wanted.deepCopy();
        return hands.write(place, wanted, current -> overwrite(current, changes));
    }

    /** All but what the server keeps about the object itself. */
    private static void overwrite(ObjectNode current, ObjectNode wanted) {
        ObjectNode metadata = Json.child(current, "metadata");
        for (String field : new String[] {"labels", "annotations", "ownerReferences"}) {
            set(metadata, field, wanted.path("metadata"));
        }
        for (String field : new String[] {"subsets", "endpoints", "ports"}) {
            set(current, field, wanted);
        }
    }

    private static void set(ObjectNode target, String field, JsonNode from) {
        JsonNode value = from.get(field);
        if (value == null) {
            target.remove(field);
        } else {
            target.set(field, value.deepCopy());
        }
    }

    private void withdraw(Key service) {
        Stored endpoints = hands.get(new Place(ENDPOINTS, service.namespace(), service.name()));
        if (endpoints != null) {
            hands.delete(Hands.place(endpoints), Hands.uid(endpoints.tree()));
        }
        Set.copyOf(of(service)).forEach(name -> delete(service, name));
        slices.remove(service);
    }

    private void delete(Key service, String name) {
        of(service).remove(name);
        Stored slice = hands.get(new Place(SLICES, service.namespace(), name));
        if (slice != null) {
            hands.delete(Hands.place(slice), Hands.uid(slice.tree()));
        }
    }
}
