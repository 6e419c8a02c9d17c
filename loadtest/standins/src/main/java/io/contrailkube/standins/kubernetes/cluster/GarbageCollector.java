package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.api.Place;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Deletes objects whose owners are all gone. */
final class GarbageCollector {
    private static final String OWNERS = "ownerReferences";

    private final Hands hands;
    private final Map<String, Set<Place>> dependents = new HashMap<>();

    GarbageCollector(Hands hands) {
        this.hands = hands;
    }

    void changed(Change change) {
        Stored stored = change.now();
        boolean gone = change.kind() == Change.Kind.DELETED;
        // Reading every object would cost more than everything else here.
        if (!gone && !new String(stored.json(), StandardCharsets.ISO_8859_1).contains('"' + OWNERS + '"')) {
            return;
        }
        ObjectNode object = stored.tree();
        Place place = Hands.place(stored);
        for (JsonNode owner : Json.metadata(object).path(OWNERS)) {
            String uid = Json.text(owner, "uid");
            if (gone) {
                dependents.computeIfPresent(uid, (u, all) -> {
                    all.remove(place);
                    return all.isEmpty() ? null : all;
                });
            } else {
                dependents.computeIfAbsent(uid, u -> new HashSet<>()).add(place);
            }
        }
        if (gone) {
            Set<Place> orphans = dependents.getOrDefault(Hands.uid(object), Set.of());
            Set.copyOf(orphans).forEach(this::collect);
        } else {
            collect(place);
        }
    }

    private void collect(Place place) {
        Stored stored = hands.get(place);
        if (stored == null) {
            return;
        }
        ObjectNode object = stored.tree();
        JsonNode owners = Json.metadata(object).path(OWNERS);
        boolean owned = owners.isEmpty();
        for (JsonNode owner : owners) {
            owned |= exists(owner, place.namespace());
        }
        if (!owned) {
            hands.deleteGracefully(place, Hands.uid(object));
        }
    }

    /** Kinds that are not served are given the benefit of the doubt. */
    private boolean exists(JsonNode owner, String namespace) {
        ResourceType type = Resources.byKind(Json.text(owner, "apiVersion"), Json.text(owner, "kind"));
        if (type == null || type.form() != null) {
            return true;
        }
        Stored found = hands.get(new Place(type, type.namespaced() ? namespace : "", Json.text(owner, "name")));
        return found != null && Hands.uid(found.tree()).equals(Json.text(owner, "uid"));
    }
}
