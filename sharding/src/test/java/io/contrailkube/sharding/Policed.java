package io.contrailkube.sharding;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyKind;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.LabelSelector.Operator;
import io.contrailkube.core.policy.LabelSelector.Requirement;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy;
import io.contrailkube.core.policy.Policy.Peer;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.policy.Translation;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.PolicyClaim;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.core.state.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What network policies put into messages, with every variant of everything. */
final class Policed {
    private static final LabelSelector SELECTOR = new LabelSelector(
            new TreeMap<>(Map.of("app", "web", "tier", "front")),
            List.of(
                    new Requirement("team", Operator.IN, List.of("a", "b")),
                    new Requirement("old", Operator.DOES_NOT_EXIST, List.of())));
    private static final List<Cidr> PREFIXES = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32"));
    private static final NamedPort PORT = new NamedPort(Protocol.TCP, "http", 8080);
    private static final Port.Named NAME = new Port.Named(Protocol.TCP, "http");

    static final End.Pods SUBJECT = End.Pods.of(new Term.InNamespace("blue"), new Term.Labelled(SELECTOR));

    private static final End.Pods EVERYTHING = SUBJECT.and(List.of(
            new Term.EveryPod(),
            new Term.NamespaceLabelled(SELECTOR),
            new Term.Within(PREFIXES),
            new Term.PortNamed(Protocol.TCP, "http", 8080),
            new Term.Isolated(Direction.EGRESS)));

    static final Edition EDITION = Edition.of(
            SUBJECT,
            Set.of(Direction.INGRESS, Direction.EGRESS),
            List.of(
                    new Atom(Direction.INGRESS, EVERYTHING, SUBJECT, new Service(Protocol.TCP, 80, 88)),
                    new Atom(Direction.INGRESS, new End.Anything(), SUBJECT, Service.EVERYTHING),
                    new Atom(Direction.EGRESS, SUBJECT, new End.Block(PREFIXES), Service.all(Protocol.SCTP))));

    static final Assignment ASSIGNMENT = new Assignment(
            EVERYTHING.terms(),
            List.of(new Assignment.Isolation(Direction.INGRESS, SUBJECT)),
            List.of(PORT),
            new TreeSet<>(Set.of(NAME)));

    static final Profile PROFILE =
            new Profile(new TreeMap<>(Map.of("team", "net")), List.of(PORT), new TreeSet<>(Set.of(NAME)));

    static final Policy POLICY = new Policy(
            SELECTOR,
            new TreeMap<>(Map.of(
                    Direction.INGRESS,
                    List.of(new Policy.Rule(
                            List.of(
                                    new Peer.Addresses(PREFIXES.get(0), List.of(Cidr.parse("10.1.0.0/16"))),
                                    new Peer.Selected(SELECTOR, null)),
                            List.of(NAME, new Port.Numbers(Service.EVERYTHING)))),
                    Direction.EGRESS,
                    List.of())));

    private Policed() {}

    static PolicyClaim claim(Edition edition, String uid, Level level) {
        return new PolicyClaim(uid, "web", new TreeMap<>(Map.of(edition.id(), level)), List.of(edition));
    }

    static PolicyStatus status(String uid, Level level, boolean settled) {
        return new PolicyStatus(claim(EDITION, uid, level), "web", settled);
    }

    /** That lets in everything, but nothing out. */
    static NetworkPolicyFact fact(String namespace) {
        var policy = new Policy(
                SELECTOR,
                new TreeMap<>(Map.of(
                        Direction.INGRESS,
                        List.of(new Policy.Rule(List.of(), List.of())),
                        Direction.EGRESS,
                        List.of())));
        return new NetworkPolicyFact(
                new ObjectId(NetworkPolicyKind.NAME, namespace, "web", "web-of-" + namespace), policy, "{}", List.of());
    }

    static Edition edition(NetworkPolicyFact fact) {
        return Translation.of(fact.id().namespace(), fact.policy(), (protocol, name) -> new TreeSet<>());
    }

    /** So many policies that their briefing takes more than one message. */
    static List<PolicyStatus> many() {
        var many = new ArrayList<PolicyStatus>();
        for (int i = 0; i < Briefings.PART; i++) {
            many.add(status("uid-" + i, Level.IN_FORCE, true));
        }
        return many;
    }
}
