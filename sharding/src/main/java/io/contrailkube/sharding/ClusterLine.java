package io.contrailkube.sharding;

import akka.actor.typed.ActorRef;
import io.contrailkube.core.state.Contribution;
import org.jspecify.annotations.Nullable;

/**
 * A namespace's line to the cluster entity. What is to be said is repeated with growing pauses until it is answered:
 * either side may move, and messages that are under way get lost.
 */
final class ClusterLine {
    private final String namespace;
    private final ActorRef<NamespaceCommand> self;
    private final AlarmClock<NamespaceCommand> alarms;
    private final Workbench bench;
    private boolean awaitingFoundation;
    private boolean departing;
    private @Nullable Contribution contribution;
    private int repeats;

    ClusterLine(
            String namespace, ActorRef<NamespaceCommand> self, AlarmClock<NamespaceCommand> alarms, Workbench bench) {
        this.namespace = namespace;
        this.self = self;
        this.alarms = alarms;
        this.bench = bench;
    }

    void awaitFoundation() {
        awaitingFoundation = true;
        say();
    }

    void foundationStands() {
        awaitingFoundation = false;
    }

    void contribute(Contribution wanted) {
        contribution = wanted;
        say();
    }

    void confirmed(Contribution standing) {
        if (standing.equals(contribution)) {
            contribution = null;
        }
    }

    /** @param wanted whether nothing is left of the namespace; it may come back before that is known everywhere */
    void depart(boolean wanted) {
        boolean news = wanted && !departing;
        departing = wanted;
        if (news) {
            contribution = null;
            say();
        }
    }

    boolean isDeparting() {
        return departing;
    }

    void repeat() {
        if (awaitingFoundation || contribution != null || departing) {
            repeats++;
            send();
        }
    }

    private void say() {
        repeats = 0;
        send();
    }

    private void send() {
        if (awaitingFoundation) {
            bench.post().toCluster(new ClusterCommand.AwaitFoundation(namespace, self));
        }
        if (contribution != null) {
            bench.post().toCluster(new ClusterCommand.Contribute(namespace, contribution));
        }
        if (departing) {
            bench.post().toCluster(new ClusterCommand.Depart(namespace, self));
        }
        alarms.set(
                ClusterLine.class,
                new NamespaceCommand.ResendDue(),
                bench.settings().pauses().beforeAsking(repeats + 1));
    }
}
