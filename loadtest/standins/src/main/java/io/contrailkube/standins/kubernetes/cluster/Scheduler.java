package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.List;

/** Gives every pod a node, always the same one to the same name; a pod that names a node itself or another scheduler is left alone. */
final class Scheduler {
    private static final String NAME = "default-scheduler";

    private final List<String> nodes;
    private final Hands hands;

    Scheduler(List<String> nodes, Hands hands) {
        this.nodes = nodes;
        this.hands = hands;
    }

    void podChanged(Change change) {
        Stored stored = change.now();
        if (change.kind() == Change.Kind.DELETED
                || nodes.isEmpty()
                || !stored.field("spec.nodeName").isEmpty()
                || !stored.field("spec.schedulerName").equals(NAME)) {
            return;
        }
        ObjectNode pod = stored.tree();
        if (!Json.metadata(pod).hasNonNull("deletionTimestamp")) {
            hands.bind(Hands.place(stored), Hands.uid(pod), node(stored.namespace() + "/" + stored.name()));
        }
    }

    private String node(String pod) {
        long hash = Long.parseLong(Uuids.shortHash(pod, 8), 16);
        return nodes.get((int) (hash % nodes.size()));
    }
}
