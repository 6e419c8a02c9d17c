package io.contrailkube.persistence.format;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.util.List;
import java.util.Map;
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
                    "default-domain-k8s-default-kubernetes-443", "10.96.0.1", 443, "192.0.2.10", 6443)));

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
            new ClusterEvent.Contributed("default", LINKED),
            new ClusterEvent.Departed("blue"),
            new ClusterEvent.DefaultForwardingFixed(false),
            NAMESPACE_STATE.withLedger(LEDGER.with(POD, List.of(LEARNED))),
            new ClusterState(true, CONTRIBUTIONS.plus("default", LINKED), LEDGER));

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
            "cluster-state.1",
            new ClusterState(true, CONTRIBUTIONS, LEDGER));

    private Samples() {}
}
