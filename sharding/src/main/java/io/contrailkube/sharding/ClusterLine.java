package io.contrailkube.sharding;

import akka.actor.typed.ActorRef;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespace's line to the cluster entity. What is to be said is repeated with growing pauses until it is answered:
 * either side may move, and messages that are under way get lost. What is new is said by itself, without all that waits.
 */
final class ClusterLine {
    private final String namespace;
    private final ActorRef<NamespaceCommand> self;
    private final AlarmClock<NamespaceCommand> alarms;
    private final Workbench bench;
    private final Briefings briefings = new Briefings();
    /** Those that are not met, by the uid of their policy. */
    private final Map<String, PolicyClaim> claims = new LinkedHashMap<>();

    private boolean awaitingFoundation;
    private int attempts;
    private boolean departing;
    private @Nullable Contribution contribution;
    private boolean alarmed;
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
        say(question());
    }

    void briefed(NamespaceCommand.Briefed part) {
        briefings.take(part);
    }

    /** What is to be known before the beginning; empty if that is known already, or if a part was lost and is asked for again. */
    Optional<Briefing> foundationStands(NamespaceCommand.FoundationStands answer) {
        Optional<Briefing> briefing = awaitingFoundation ? briefings.complete(answer) : Optional.empty();
        awaitingFoundation &= briefing.isEmpty();
        return briefing;
    }

    void contribute(Contribution wanted) {
        contribution = wanted;
        if (wanted.equals(Contribution.NONE)) {
            // It says that no policy is claimed any more.
            claims.clear();
        }
        say(new ClusterCommand.Contribute(namespace, wanted));
    }

    void confirmed(Contribution standing) {
        if (standing.equals(contribution)) {
            contribution = null;
        }
    }

    void claim(PolicyClaim claim) {
        claims.put(claim.uid(), claim);
        say(new ClusterCommand.Claim(namespace, claim));
    }

    void met(PolicyStatus status) {
        PolicyClaim claim = claims.get(status.claim().uid());
        if (claim != null
                && status.settled()
                && claim.levels().equals(status.claim().levels())) {
            claims.remove(claim.uid());
        }
    }

    /** @param wanted whether nothing is left of the namespace; it may come back before that is known everywhere */
    void depart(boolean wanted) {
        boolean news = wanted && !departing;
        departing = wanted;
        if (news) {
            contribution = null;
            claims.clear();
            say(new ClusterCommand.Depart(namespace, self));
        }
    }

    boolean isDeparting() {
        return departing;
    }

    void repeat() {
        alarmed = false;
        repeats++;
        if (awaitingFoundation) {
            send(question());
        }
        if (contribution != null) {
            send(new ClusterCommand.Contribute(namespace, contribution));
        }
        claims.values().forEach(claim -> send(new ClusterCommand.Claim(namespace, claim)));
        if (departing) {
            send(new ClusterCommand.Depart(namespace, self));
        }
    }

    private ClusterCommand.Message question() {
        return new ClusterCommand.AwaitFoundation(namespace, ++attempts, self);
    }

    /** News are repeated soon; but however many there are, they do not keep what waits from being repeated. */
    private void say(ClusterCommand.Message news) {
        if (repeats > 0) {
            repeats = 0;
            alarmed = false;
        }
        send(news);
    }

    private void send(ClusterCommand.Message message) {
        bench.post().toCluster(message);
        if (!alarmed) {
            alarmed = true;
            alarms.set(
                    ClusterLine.class,
                    new NamespaceCommand.ResendDue(),
                    bench.settings().pauses().beforeAsking(repeats + 1));
        }
    }
}
