package io.contrailkube.core.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Contrail as the original leaves it: what we have made there with our uuids replaced by others, in names and references
 * too, and without the annotations that it does not write (spec 02 sections 4.4, 5.2, 6.2, 7.2).
 */
final class Legacy {
    private static final JsonMapper JSON = new JsonMapper();

    /** Types whose objects the original gives random uuids, and most of them names with these. */
    private static final Set<String> RANDOM = Set.of(
            ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
            ContrailTypes.INSTANCE_IP,
            ContrailTypes.LOADBALANCER_LISTENER,
            ContrailTypes.LOADBALANCER_POOL,
            ContrailTypes.LOADBALANCER_MEMBER,
            ContrailTypes.FLOATING_IP);

    /** What it writes beside the marks, or in their place. */
    private static final Set<String> KEPT =
            Set.of("portName", "type", "host", "path", "serviceName", "vm", "vmi", "externalIP");

    private final Contrail ours;
    private final Map<String, String> uuids = new HashMap<>();

    private Legacy(Contrail ours) {
        this.ours = ours;
    }

    static Contrail of(Contrail ours) {
        return new Legacy(ours).copy();
    }

    private Contrail copy() {
        List<ObjectKey> keys = new ArrayList<>(ours.keys());
        keys.sort(Comparator.comparingInt(
                        (ObjectKey key) -> ContrailTypes.of(key.type()).rank())
                .thenComparing(Comparator.naturalOrder()));
        keys.stream()
                .filter(key -> RANDOM.contains(key.type()))
                .map(ours::uuid)
                .forEach(uuid -> uuids.put(uuid, Uuids.named("random " + uuid)));
        Contrail theirs = Contrail.fresh();
        keys.stream().filter(key -> !theirs.has(key)).forEach(key -> copy(key, theirs));
        keys.stream().filter(key -> !RANDOM.contains(key.type())).forEach(key -> theirs.body(key)
                .setAll(translated(key)));
        theirs.takeWrites();
        return theirs;
    }

    private void copy(ObjectKey key, Contrail theirs) {
        ObjectNode body = translated(key);
        theirs.make(real(key), body.path("uuid").asText(), body);
        theirs.body(real(key)).setAll(translated(key));
    }

    ObjectKey real(ObjectKey key) {
        return ObjectKey.parse(translated(key.toString()));
    }

    private ObjectNode translated(ObjectKey key) {
        ObjectNode body = ours.body(key).deepCopy();
        if (!isMarked(key, body)) {
            ObjectNode annotations = body.withObject("/annotations");
            var kept = annotations.putArray("key_value_pair");
            for (JsonNode pair : ours.body(key).at("/annotations/key_value_pair")) {
                if (KEPT.contains(pair.path("key").asText())) {
                    kept.add(pair);
                }
            }
        }
        try {
            return (ObjectNode) JSON.readTree(translated(body.toString()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The interface and the address of a pod bear marks; those of a virtual address, and the rest, do not. */
    private static boolean isMarked(ObjectKey key, ObjectNode body) {
        return switch (key.type()) {
            case ContrailTypes.VIRTUAL_MACHINE_INTERFACE, ContrailTypes.INSTANCE_IP ->
                !body.toString().contains("\"role\"");
            default -> !RANDOM.contains(key.type());
        };
    }

    private String translated(String text) {
        String result = text;
        for (Map.Entry<String, String> uuid : uuids.entrySet()) {
            result = result.replace(uuid.getKey(), uuid.getValue());
        }
        return result;
    }
}
