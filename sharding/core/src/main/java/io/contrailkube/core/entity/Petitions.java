package io.contrailkube.core.entity;

import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What namespaces ask of the cluster: taken in round by round, and confirmed once it is so. */
final class Petitions {
    private final Map<String, Contribution> news = new LinkedHashMap<>();
    private final Set<String> departing = new TreeSet<>();
    private final Map<String, Contribution> unconfirmed = new LinkedHashMap<>();

    /** Hears what a namespace wants instead of what it wanted. */
    @FunctionalInterface
    interface Listener {
        void changed(String namespace, @Nullable Contribution before, @Nullable Contribution after);
    }

    void contributed(String namespace, Contribution contribution) {
        departing.remove(namespace);
        news.put(namespace, contribution);
        unconfirmed.put(namespace, contribution);
    }

    void departed(String namespace) {
        news.remove(namespace);
        departing.add(namespace);
    }

    void takeIn(Draft<ClusterState, ClusterEvent> draft, Listener listener) {
        news.forEach((namespace, wanted) -> {
            Contribution before = draft.state().contributions().get(namespace);
            // One that wanted nothing was about to leave: what it was known as says nothing of its successor.
            Contribution now = wanted.profile() == null && before != null && !before.equals(Contribution.NONE)
                    ? wanted.knownAs(before.profile())
                    : wanted;
            if (!now.equals(before)) {
                draft.persist(new ClusterEvent.Contributed(namespace, now));
                listener.changed(namespace, before, now);
            }
        });
        news.clear();
        for (String namespace : departing) {
            Contribution before = draft.state().contributions().get(namespace);
            unconfirmed.remove(namespace);
            if (before != null) {
                draft.persist(new ClusterEvent.Departed(namespace));
                listener.changed(namespace, before, null);
            }
        }
        departing.clear();
    }

    /** @param holds whether the shared objects are as a namespace wants them */
    void confirm(Draft<ClusterState, ClusterEvent> draft, BiPredicate<String, Contribution> holds) {
        unconfirmed.entrySet().removeIf(waiting -> {
            boolean done = holds.test(waiting.getKey(), waiting.getValue());
            if (done) {
                draft.act(new Action.Confirm(waiting.getKey(), waiting.getValue()));
            }
            return done;
        });
    }
}
