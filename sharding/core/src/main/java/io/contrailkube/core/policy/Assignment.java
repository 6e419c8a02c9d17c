package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy.Port;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a namespace does for the network policies of all, and what it has to know for its own.
 *
 * @param terms those whose tags its pods are to bear when they hold; tags that all pods bear are not among them
 * @param isolations the subjects whose pods are to be marked as isolated
 * @param ports what the names that it has asked for stand for, in all pods
 * @param portNames the names that this answers
 */
public record Assignment(
        SortedSet<Term> terms, List<Isolation> isolations, List<NamedPort> ports, SortedSet<Port.Named> portNames) {
    public static final Assignment NONE = new Assignment(new TreeSet<>(), List.of(), List.of(), new TreeSet<>());

    /** Pods that are isolated in a direction. */
    public record Isolation(Direction direction, End.Pods subject) implements Comparable<Isolation> {
        @Override
        public int compareTo(Isolation other) {
            return text().compareTo(other.text());
        }

        String text() {
            return direction + " " + subject.text();
        }
    }

    public Assignment {
        terms = Collections.unmodifiableSortedSet(new TreeSet<>(terms));
        isolations = isolations.stream().distinct().sorted().toList();
        ports = ports.stream().distinct().sorted().toList();
        portNames = Collections.unmodifiableSortedSet(new TreeSet<>(portNames));
    }

    /** The terms whose tags a pod is to bear. */
    public SortedSet<Term> marks(PodView pod) {
        SortedSet<Term> marks =
                terms.stream().filter(term -> term.holds(pod)).collect(Collectors.toCollection(TreeSet::new));
        isolations.stream()
                .filter(isolation -> isolation.subject().has(pod))
                .forEach(isolation -> marks.add(new Term.Isolated(isolation.direction())));
        return marks;
    }

    /** What a name means, in any pod; empty if that is not known yet. */
    public Optional<SortedSet<Integer>> numbers(Port.Named name) {
        if (!portNames.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(ports.stream()
                .filter(port ->
                        port.protocol() == name.protocol() && port.name().equals(name.name()))
                .map(NamedPort::number)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The same for equal ones only. */
    public String fingerprint() {
        var text = new StringBuilder();
        terms.forEach(term -> text.append(term.text()).append('\n'));
        isolations.forEach(isolation -> text.append(isolation.text()).append('\n'));
        ports.forEach(port -> text.append(port).append('\n'));
        portNames.forEach(name -> text.append(name).append('\n'));
        return Uuids.shortHash(text.toString(), 16);
    }
}
