package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.standins.kubernetes.api.Place;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Stored;
import org.jspecify.annotations.Nullable;

/** Makes slices of the Endpoints that users write for services without selector, one for each subset. */
final class MirroringController {
    private static final ResourceType SERVICES = Resources.core("services");
    private static final ResourceType ENDPOINTS = Resources.core("endpoints");
    private static final ResourceType SLICES = Hands.kind("discovery.k8s.io/v1", "endpointslices");
    private static final String MANAGER = "endpointslicemirroring-controller.k8s.io";
    private static final String NOT_MIRRORED = "endpointslice.kubernetes.io/skip-mirror";

    private final Hands hands;

    MirroringController(Hands hands) {
        this.hands = hands;
    }

    void endpointsChanged(Change change) {
        Stored before = change.before();
        mirror(change.now(), before == null ? 0 : subsets(before));
    }

    /** A service may come after its Endpoints. */
    void serviceChanged(Change change) {
        Stored endpoints = hands.get(
                new Place(ENDPOINTS, change.now().namespace(), change.now().name()));
        if (endpoints != null) {
            mirror(endpoints, subsets(endpoints));
        }
    }

    private static int subsets(Stored endpoints) {
        return endpoints.tree().path("subsets").size();
    }

    /** @param before how many subsets there may have been */
    private void mirror(Stored changed, int before) {
        Place place = Hands.place(changed);
        Stored endpoints = hands.get(place);
        Stored service = hands.get(new Place(SERVICES, place.namespace(), place.name()));
        if (changed.labels().containsKey(NOT_MIRRORED)) {
            return;
        }
        JsonNode subsets = endpoints == null || service == null || selects(service)
                ? Json.array()
                : endpoints.tree().path("subsets");
        for (int i = 0; i < Math.max(before, subsets.size()); i++) {
            Place slice = new Place(SLICES, place.namespace(), name(place, i));
            if (i < subsets.size() && endpoints != null) {
                write(slice, slice(endpoints, slice.name(), subsets.get(i)));
            } else {
                delete(hands.get(slice));
            }
        }
    }

    private static boolean selects(Stored service) {
        return !Json.empty(Json.at(service.tree(), "spec", "selector"));
    }

    private static String name(Place endpoints, int subset) {
        return endpoints.name() + "-"
                + Uuids.shortHash(endpoints.namespace() + "/" + endpoints.name() + " mirrored " + subset, 5);
    }

    private void write(Place place, ObjectNode slice) {
        ObjectNode wanted = slice.deepCopy();
        hands.write(place, slice, current -> {
            current.set("endpoints", wanted.get("endpoints"));
            current.set("ports", wanted.get("ports"));
        });
    }

    private void delete(@Nullable Stored slice) {
        if (slice != null) {
            hands.delete(Hands.place(slice), Hands.uid(slice.tree()));
        }
    }

    private static ObjectNode slice(Stored endpoints, String name, JsonNode subset) {
        ObjectNode slice = Json.object();
        ObjectNode metadata = slice.putObject("metadata").put("name", name);
        metadata.putObject("labels")
                .put("endpointslice.kubernetes.io/managed-by", MANAGER)
                .put("kubernetes.io/service-name", endpoints.name());
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Endpoints")
                .put("name", endpoints.name())
                .put("uid", Hands.uid(endpoints.tree()))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        ArrayNode mirrored = slice.putArray("endpoints");
        subset.path("addresses").forEach(address -> mirrored.add(endpoint(address, true)));
        subset.path("notReadyAddresses").forEach(address -> mirrored.add(endpoint(address, false)));
        boolean six = Json.text(mirrored.path(0).path("addresses").path(0)).contains(":");
        slice.put("addressType", six ? "IPv6" : "IPv4");
        JsonNode ports = subset.path("ports");
        slice.set("ports", ports.isArray() ? ports.deepCopy() : Json.array());
        return slice;
    }

    private static ObjectNode endpoint(JsonNode address, boolean ready) {
        ObjectNode endpoint = Json.object();
        endpoint.putArray("addresses").add(Json.text(address, "ip"));
        endpoint.putObject("conditions").put("ready", ready);
        for (String field : new String[] {"hostname", "nodeName", "targetRef"}) {
            if (address.hasNonNull(field)) {
                endpoint.set(field, address.get(field).deepCopy());
            }
        }
        return endpoint;
    }
}
