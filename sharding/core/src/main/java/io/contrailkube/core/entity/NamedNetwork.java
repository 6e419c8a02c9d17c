package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.Action.Purpose;
import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.ContrailPort.Lookup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the network that an annotation names exists; while it does not it is looked for again (spec 01, NS-23). */
final class NamedNetwork {
    static final OwnerKey LOOK_AGAIN = new OwnerKey("NamedNetwork", "annotation");

    private @Nullable ObjectKey network;
    private @Nullable ObjectKey reading;
    private boolean look;
    private boolean exists = true;
    private int misses;

    /** Reads that are due, given the network named now. */
    List<Action> actions(@Nullable ObjectKey named) {
        if (!Objects.equals(network, named)) {
            network = named;
            exists = true;
            misses = 0;
            look = true;
        }
        if (network == null || !look || reading != null) {
            return List.of();
        }
        look = false;
        reading = network;
        return List.of(new Action.Read(Purpose.EXISTENCE, List.of(new Lookup(network, null))));
    }

    List<Action> read(Map<ObjectKey, Actual> found) {
        boolean current = Objects.equals(reading, network);
        reading = null;
        if (!current) {
            // The annotation has changed since: what was found says nothing about the network named now.
            return List.of();
        }
        exists = network == null || found.containsKey(network);
        if (exists) {
            misses = 0;
            return List.of();
        }
        misses++;
        return List.of(new Action.TryAgain(LOOK_AGAIN, misses, false));
    }

    void lookAgain() {
        look = true;
    }

    List<Problem> problems() {
        return exists || network == null
                ? List.of()
                : List.of(Problem.warning(
                        "NetworkNotFound",
                        "annotation " + NamespaceAnnotations.NETWORK + " names the virtual network "
                                + network.fqName() + ", which does not exist: pods of this namespace wait until it is "
                                + "created or the annotation is changed"));
    }
}
