package io.contrailkube.sharding;

import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.PolicyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a briefing crosses nodes. That of a namespace with very many policies does not fit into one message: its policies go
 * ahead in parts, and the last message says how many they were. Between two actors the order is kept, but messages get lost.
 */
final class Briefings {
    /** Policies and rules in one part; they take some 300 bytes each, and a message has to fit into a frame. */
    static final int PART = 500;

    private final List<PolicyStatus> received = new ArrayList<>();
    private int attempt;

    /** @param attempt of the question that is answered */
    static List<NamespaceCommand.Reply> messages(int attempt, Briefing briefing) {
        var messages = new ArrayList<NamespaceCommand.Reply>();
        var part = new ArrayList<PolicyStatus>();
        int weight = 0;
        for (PolicyStatus status : briefing.policies()) {
            weight += weight(status);
            if (weight > PART && !part.isEmpty()) {
                messages.add(new NamespaceCommand.Briefed(attempt, part));
                part.clear();
                weight = weight(status);
            }
            part.add(status);
        }
        if (!part.isEmpty()) {
            messages.add(new NamespaceCommand.Briefed(attempt, part));
        }
        messages.add(new NamespaceCommand.FoundationStands(
                attempt, briefing.assignment(), briefing.policies().size()));
        return messages;
    }

    /** Takes in a part; what came in answer to another attempt is forgotten. */
    void take(NamespaceCommand.Briefed part) {
        turnTo(part.attempt());
        received.addAll(part.policies());
    }

    /** The whole; empty if a part of it was lost. */
    Optional<Briefing> complete(NamespaceCommand.FoundationStands end) {
        turnTo(end.attempt());
        var whole = new Briefing(end.assignment(), received);
        received.clear();
        return whole.policies().size() == end.policies() ? Optional.of(whole) : Optional.empty();
    }

    private void turnTo(int now) {
        if (attempt != now) {
            attempt = now;
            received.clear();
        }
    }

    private static int weight(PolicyStatus status) {
        return 1
                + status.claim().editions().stream()
                        .mapToInt(edition -> edition.atoms().size())
                        .sum();
    }
}
