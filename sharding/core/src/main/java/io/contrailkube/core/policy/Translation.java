package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.policy.Policy.Peer;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Policy.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a policy allows, as rules between sets of pods and addresses (spec 03 sections 11.3 to 11.5). */
public final class Translation {
    private final String namespace;
    private final End.Pods subject;
    private final NamedPorts numbers;

    private Translation(String namespace, LabelSelector subject, NamedPorts numbers) {
        this.namespace = namespace;
        this.subject = pods(new Term.InNamespace(namespace), subject);
        this.numbers = numbers;
    }

    /** What names of container ports mean. */
    @FunctionalInterface
    public interface NamedPorts {
        /** The numbers that any pod gives the name to; more do no harm. */
        SortedSet<Integer> numbers(Protocol protocol, String name);
    }

    /** @param namespace the policy's */
    public static Edition of(String namespace, Policy policy, NamedPorts numbers) {
        var translation = new Translation(namespace, policy.subject(), numbers);
        var atoms = new ArrayList<Atom>();
        policy.directions()
                .forEach((direction, rules) -> rules.forEach(rule -> translation.add(direction, rule, atoms)));
        return Edition.of(translation.subject, policy.directions().keySet(), atoms);
    }

    /** Names of ports on which the translation of a policy depends. */
    public static SortedSet<Port.Named> portNames(Policy policy) {
        var names = new TreeSet<Port.Named>();
        policy.directions().values().stream()
                .flatMap(Collection::stream)
                .flatMap(rule -> rule.ports().stream())
                .forEach(port -> {
                    if (port instanceof Port.Named named) {
                        names.add(named);
                    }
                });
        return names;
    }

    private void add(Direction direction, Rule rule, List<Atom> atoms) {
        List<End> peers = rule.peers().isEmpty()
                ? List.of(new End.Anything())
                : rule.peers().stream().flatMap(peer -> end(peer).stream()).toList();
        for (End peer : peers) {
            End destination = direction == Direction.INGRESS ? subject : peer;
            ports(rule)
                    .flatMap(port -> offers(port, destination))
                    .forEach(offer -> atoms.add(atom(direction, peer, offer)));
        }
    }

    private Atom atom(Direction direction, End peer, Offer offer) {
        return new Atom(direction, direction == Direction.INGRESS ? peer : subject, offer.at(), offer.service());
    }

    private static Stream<Port> ports(Rule rule) {
        return rule.ports().isEmpty() ? Stream.of(new Port.Numbers(Service.EVERYTHING)) : rule.ports().stream();
    }

    /** Empty if the exceptions leave nothing. */
    private Optional<End> end(Peer peer) {
        if (peer instanceof Peer.Addresses addresses) {
            List<Cidr> prefixes = Prefixes.difference(addresses.prefix(), addresses.except());
            return prefixes.isEmpty() ? Optional.empty() : Optional.of(new End.Block(prefixes));
        }
        Peer.Selected selected = (Peer.Selected) peer;
        LabelSelector namespaces = selected.namespaces();
        LabelSelector pods = selected.pods() == null ? LabelSelector.EVERYTHING : selected.pods();
        if (namespaces == null) {
            return Optional.of(pods(new Term.InNamespace(namespace), pods));
        }
        if (!namespaces.matchesEverything()) {
            return Optional.of(pods(new Term.NamespaceLabelled(namespaces), pods));
        }
        return Optional.of(End.Pods.of(pods.matchesEverything() ? new Term.EveryPod() : new Term.Labelled(pods)));
    }

    private static End.Pods pods(Term where, LabelSelector which) {
        return which.matchesEverything() ? End.Pods.of(where) : End.Pods.of(where, new Term.Labelled(which));
    }

    /** Where a service may be reached. */
    private record Offer(End at, Service service) {}

    private Stream<Offer> offers(Port port, End destination) {
        if (port instanceof Port.Numbers plain) {
            return Stream.of(new Offer(destination, plain.service()));
        }
        Port.Named named = (Port.Named) port;
        return numbers.numbers(named.protocol(), named.name()).stream()
                .map(number -> new Offer(
                        having(new Term.PortNamed(named.protocol(), named.name(), number), destination),
                        new Service(named.protocol(), number, number)));
    }

    /** Only pods have named ports; one that has the address counts as well as one that is selected. */
    private static End having(Term.PortNamed port, End destination) {
        if (destination instanceof End.Pods pods) {
            return pods.and(List.of(port));
        }
        return destination instanceof End.Block block
                ? End.Pods.of(new Term.Within(block.prefixes()), port)
                : End.Pods.of(port);
    }
}
