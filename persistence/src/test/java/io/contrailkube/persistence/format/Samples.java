package io.contrailkube.persistence.format;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.LabelSelector.Operator;
import io.contrailkube.core.policy.LabelSelector.Requirement;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.state.Policies;
import io.contrailkube.core.state.PolicyRecord;
import io.contrailkube.core.state.PolicyRecord.EditionRecord;
import io.contrailkube.core.state.Profile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** One value per format, as the golden files have them. */
public final class Samples {
    static final OwnerKey NAMESPACE = new OwnerKey("Namespace", "8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11");
    static final OwnerKey POD = new OwnerKey("Pod", "0c9f2a6e-77a4-4c34-8a5d-6f0d2b9e4c22");
    private static final ObjectKey NETWORK =
            ObjectKey.of("virtual-network", "default-domain", "k8s-blue", "k8s-blue-pod-network");
    private static final ObjectKey PROJECT = ObjectKey.of("project", "default-domain", "k8s-blue");
    private static final ObjectKey TAG = ObjectKey.of("tag", "application=k8s");

    private static final LedgerEntry PENDING = new LedgerEntry(
            NETWORK, "1f6a4a0e-93f1-4c0b-8a55-0d2f4a7b9c33", Origin.CREATED, "", List.of(), new TreeMap<>(), true);
    private static final LedgerEntry STANDING = new LedgerEntry(
            PROJECT,
            "8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11",
            Origin.ADOPTED,
            "00c0ffee00c0ffee",
            List.of("tag_refs/tag|application=k8s"),
            new TreeMap<>(),
            false);

    /** A plan with more objects than a sentence names. */
    public static final LedgerEvent.PlanBegun PLAN_BEGUN = new LedgerEvent.PlanBegun(
            NAMESPACE, List.of(PENDING), List.of(PROJECT), List.of(ObjectKey.of("tag", "a"), TAG));

    private static final ObjectKey ADDRESS = ObjectKey.of("instance-ip", "web-0__77aa0c1e");
    private static final LedgerEntry LEARNED = new LedgerEntry(
            ADDRESS,
            "77aa0c1e-5c1b-4a5e-9d0e-3f1f5b7c0a44",
            Origin.CREATED,
            "00c0ffee00c0ffef",
            List.of(),
            new TreeMap<>(Map.of("/instance_ip_address", "10.47.255.252", "/subnet_uuid", "5b8e0c1e")),
            false);

    private static final Contribution CONTRIBUTION = new Contribution(
            new TreeSet<>(List.of("namespace=blue", "team=a")), true, false, "8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11");
    private static final Contribution LINKED = new Contribution(
            new TreeSet<>(List.of("namespace=default")),
            true,
            null,
            null,
            List.of(new LinkLocalService(
                    "default-domain-k8s-default-kubernetes-443", "10.96.0.1", 443, "192.0.2.10", 6443)),
            null);

    private static final Contribution PROFILED = LINKED.knownAs(new Profile(
            new TreeMap<>(Map.of("team", "net")),
            List.of(new NamedPort(Protocol.TCP, "http", 8080)),
            new TreeSet<>(List.of(new Port.Named(Protocol.UDP, "dns")))));

    private static final LabelSelector WEB = new LabelSelector(new TreeMap<>(Map.of("app", "web")), List.of());
    private static final End.Pods SUBJECT = End.Pods.of(new Term.InNamespace("blue"), new Term.Labelled(WEB));

    private static final Edition EDITION = Edition.of(
            SUBJECT,
            Set.of(Direction.INGRESS, Direction.EGRESS),
            List.of(
                    new Atom(
                            Direction.INGRESS,
                            End.Pods.of(new Term.NamespaceLabelled(new LabelSelector(
                                    new TreeMap<>(),
                                    List.of(new Requirement("team", Operator.NOT_IN, List.of("a", "b")))))),
                            SUBJECT.and(List.of(new Term.PortNamed(Protocol.TCP, "http", 8080))),
                            new Service(Protocol.TCP, 8080, 8080)),
                    new Atom(Direction.INGRESS, new End.Anything(), SUBJECT, Service.EVERYTHING),
                    new Atom(
                            Direction.EGRESS,
                            SUBJECT,
                            End.Pods.of(
                                    new Term.EveryPod(),
                                    new Term.Within(List.of(Cidr.parse("10.1.0.0/16"))),
                                    new Term.Isolated(Direction.INGRESS)),
                            Service.all(Protocol.SCTP)),
                    new Atom(
                            Direction.EGRESS,
                            SUBJECT,
                            new End.Block(List.of(Cidr.parse("192.0.2.0/24"), Cidr.parse("2001:db8::/32"))),
                            new Service(Protocol.UDP, 53, 54))));

    private static final String POLICY = "3a7d6c11-77a4-4c34-8a5d-6f0d2b9e4c55";
    private static final Policies POLICIES = new Policies(
            HashTreePMap.singleton(
                    "blue",
                    HashTreePMap.singleton(
                            POLICY,
                            new PolicyRecord(
                                    "web",
                                    "k8s-blue-web",
                                    "00100.0",
                                    new TreeMap<>(
                                            Map.of(EDITION.id(), new EditionRecord(EDITION, Level.IN_FORCE, 3)))))),
            true);

    private static final Ledger LEDGER =
            Ledger.EMPTY.with(NAMESPACE, List.of(STANDING, PENDING)).with(POD, List.of(PENDING));

    private static final NamespaceState NAMESPACE_STATE =
            new NamespaceState("8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11", true, null, LEDGER);
    private static final PMap<String, Contribution> CONTRIBUTIONS = HashTreePMap.<String, Contribution>empty()
            .plus("red", Contribution.NONE)
            .plus("blue", CONTRIBUTION);

    public static final List<Object> ALL = List.of(
            PLAN_BEGUN,
            new LedgerEvent.PlanEnded(POD, List.of(STANDING, LEARNED), List.of(TAG)),
            new LedgerEvent.ObjectsFound(POD, List.of(LEARNED), List.of(NETWORK)),
            new NamespaceEvent.Entered("8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11"),
            new NamespaceEvent.Isolated(),
            new NamespaceEvent.ForwardingFixed(true),
            new NamespaceEvent.Left(),
            new ClusterEvent.Contributed("default", PROFILED),
            new ClusterEvent.Departed("blue"),
            new ClusterEvent.DefaultForwardingFixed(false),
            new ClusterEvent.PolicyClaimed(
                    "blue",
                    POLICY,
                    "web",
                    "k8s-blue-web",
                    "00100.0",
                    new TreeMap<>(Map.of("0123456789ab", Level.IN_FORCE, EDITION.id(), Level.PREPARED)),
                    List.of(EDITION)),
            new ClusterEvent.EditionStepped("blue", POLICY, EDITION.id(), 3),
            new ClusterEvent.SubjectsMarked(true),
            NAMESPACE_STATE.withLedger(LEDGER.with(POD, List.of(LEARNED))),
            new ClusterState(true, CONTRIBUTIONS.plus("default", PROFILED), POLICIES, LEDGER));

    /** What older versions wrote, by their manifests. */
    static final Map<String, Object> OLDER = Map.of(
            "plan-begun.1",
            PLAN_BEGUN,
            "plan-ended.1",
            new LedgerEvent.PlanEnded(NAMESPACE, List.of(STANDING), List.of(TAG)),
            "objects-found.1",
            new LedgerEvent.ObjectsFound(POD, List.of(STANDING), List.of(NETWORK)),
            "contributed.1",
            new ClusterEvent.Contributed("blue", CONTRIBUTION),
            "namespace-state.1",
            NAMESPACE_STATE,
            "contributed.2",
            new ClusterEvent.Contributed("default", LINKED),
            "cluster-state.1",
            new ClusterState(true, CONTRIBUTIONS, Policies.NONE, LEDGER),
            "cluster-state.2",
            new ClusterState(true, CONTRIBUTIONS.plus("default", LINKED), Policies.NONE, LEDGER));

    private Samples() {}
}
