package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import java.util.ArrayList;
import java.util.List;

/** What is the matter with the cluster as a whole, and what is said of it. */
final class Bulletin {
    /** Events have to be about an object of Kubernetes; the cluster has none, so they are about namespace default. */
    private static final ObjectId ABOUT =
            new ObjectId(NamespaceKind.NAME, ObjectNames.DEFAULT_NAMESPACE, ObjectNames.DEFAULT_NAMESPACE, "");

    private final Voice voice = Voice.ofTheInstallation("ClusterNotReady");
    private final boolean forwardingAsked;
    private List<Problem> problems = List.of();

    /** @param forwardingAsked the option for the default pod network */
    Bulletin(boolean forwardingAsked) {
        this.forwardingAsked = forwardingAsked;
    }

    void tell(Draft<ClusterState, ClusterEvent> draft, Workshop workshop) {
        var now = new ArrayList<Problem>();
        Boolean forwarding = draft.state().forwarding();
        if (forwarding != null && forwarding != forwardingAsked) {
            now.add(Problem.warning(
                    "ForwardingImmutable",
                    "option ip_fabric_forwarding says " + forwardingAsked
                            + ", but the default pod network was made with " + forwarding
                            + " and cannot change: set the option back, or remove the network and restart"));
        }
        workshop.troubles()
                .forEach((owner, failures) -> now.addAll(voice.problems(failures, workshop.failures(owner))));
        problems = List.copyOf(now);
        draft.act(voice.speak(ABOUT, problems));
    }

    List<Problem> problems() {
        return problems;
    }
}
