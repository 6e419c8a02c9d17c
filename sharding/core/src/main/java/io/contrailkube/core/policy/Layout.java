package io.contrailkube.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All firewall policies of a cluster with all their rules in the order in which they decide, when every network policy is in
 * force (spec 03 sections 7 and 11.4). The running controller makes the same piece by piece.
 */
public record Layout(List<Section> sections) {
    public Layout {
        sections = List.copyOf(sections);
    }

    /** Whether both ends of a flow have to agree to it. */
    public enum Enforcement {
        STRICT,
        FLOW
    }

    /** Which firewall policy. */
    public enum Part {
        PAIR_ALLOW,
        PAIR_DENY,
        POLICY,
        DENY_ALL,
        ALLOW_ALL
    }

    /** A network policy. */
    public record PolicyName(String namespace, String name) implements Comparable<PolicyName> {
        @Override
        public int compareTo(PolicyName other) {
            int byNamespace = namespace.compareTo(other.namespace);
            return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
        }
    }

    /** @param policy null unless it is the firewall policy of one network policy */
    public record Section(Part part, @Nullable PolicyName policy, List<Line> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /** A rule. */
    public record Line(boolean passes, End from, End to, Service service) {}

    /**
     * The layout of these policies.
     *
     * @param pairLimit how many rules may keep subjects apart two by two; if there were more, one rule does it for all
     */
    public static Layout of(
            Namespaces namespaces, SortedMap<PolicyName, Edition> editions, Enforcement enforcement, int pairLimit) {
        var sections = new ArrayList<Section>();
        if (enforcement == Enforcement.STRICT) {
            sections.add(new Section(Part.PAIR_ALLOW, null, pairAllows(namespaces, editions.values())));
            sections.add(new Section(Part.PAIR_DENY, null, pairDenies(editions.values(), pairLimit)));
        }
        editions.forEach((policy, edition) -> sections.add(new Section(
                Part.POLICY,
                policy,
                edition.atoms().stream()
                        .map(atom -> new Line(true, atom.from(), atom.to(), atom.service()))
                        .toList())));
        sections.add(new Section(Part.DENY_ALL, null, denials(editions.values())));
        sections.add(new Section(Part.ALLOW_ALL, null, allowances(namespaces.names())));
        return new Layout(sections);
    }

    private static List<Line> pairAllows(Namespaces namespaces, Collection<Edition> editions) {
        var allowed = new LinkedHashSet<Pairs.Allowed>();
        var receivers = new Receivers(namespaces, editions);
        for (Edition sender : editions) {
            for (Atom out : sender.atoms(Direction.EGRESS)) {
                receivers.candidates(out).forEach(in -> Pairs.allowed(out, in, namespaces::possible)
                        .ifPresent(allowed::add));
            }
        }
        return allowed.stream()
                .map(pair -> new Line(true, pair.from(), pair.to(), pair.service()))
                .toList();
    }

    private static List<Line> pairDenies(Collection<Edition> editions, int limit) {
        Set<End.Pods> senders = isolated(editions, Direction.EGRESS);
        Set<End.Pods> receivers = isolated(editions, Direction.INGRESS);
        if ((long) senders.size() * receivers.size() > limit) {
            return List.of(denial(
                    End.Pods.of(new Term.Isolated(Direction.EGRESS)),
                    End.Pods.of(new Term.Isolated(Direction.INGRESS))));
        }
        return senders.stream()
                .flatMap(sender -> receivers.stream().map(receiver -> denial(sender, receiver)))
                .toList();
    }

    private static List<Line> denials(Collection<Edition> editions) {
        var lines = new ArrayList<Line>();
        var anybody = new End.Anything();
        isolated(editions, Direction.INGRESS).forEach(subject -> lines.add(denial(anybody, subject)));
        isolated(editions, Direction.EGRESS).forEach(subject -> lines.add(denial(subject, anybody)));
        return lines;
    }

    private static List<Line> allowances(Collection<String> namespaces) {
        var lines = new ArrayList<Line>();
        var anybody = new End.Anything();
        for (String namespace : namespaces) {
            End.Pods all = End.Pods.of(new Term.InNamespace(namespace));
            lines.add(new Line(true, anybody, all, Service.EVERYTHING));
            lines.add(new Line(true, all, anybody, Service.EVERYTHING));
        }
        return lines;
    }

    private static Line denial(End from, End to) {
        return new Line(false, from, to, Service.EVERYTHING);
    }

    private static Set<End.Pods> isolated(Collection<Edition> editions, Direction direction) {
        var subjects = new LinkedHashSet<End.Pods>();
        editions.stream()
                .filter(edition -> edition.isolates().contains(direction))
                .forEach(edition -> subjects.add(edition.subject()));
        return subjects;
    }
}
