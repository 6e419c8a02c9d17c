package io.contrailkube.core.workload;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.PolicyStatus;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What the desired state of an owner key may depend on, as things are now. Whatever is read is remembered as a dependency
 * of the owner key: when it changes, the owner key is looked at again ('parked, woken by', spec 02 section 3.2).
 */
public interface Scene {
    ObjectNames names();

    /** Labels and annotations of the namespace. */
    NamespaceFact namespace();

    /** What is in force for the namespace. */
    NamespaceSettings settings();

    /** Whether project, security group and the networks of its own stand, so that workloads may be made. */
    boolean namespaceStands();

    /** The fact of this name in this namespace. */
    <F extends KubeFact> Optional<F> named(Class<F> type, String name);

    /** The fact of this uid in this namespace. */
    <F extends KubeFact> Optional<F> withUid(Class<F> type, String uid);

    /** What stands, or may stand, for an owner key of this namespace; also the one that is looked at. */
    Map<ObjectKey, LedgerEntry> standing(OwnerKey owner);

    /** Something in Contrail that is not made by this entity. */
    Sight<Actual> inContrail(Question.OfContrail question);

    /** A fact of another namespace. */
    Sight<KubeFact> elsewhere(Question.OfKubernetes question);

    /** Controllers of all ingress classes, by class name; empty while they are not known. */
    Optional<Map<String, String>> ingressClasses();

    /** What the cluster entity says of a network policy of this namespace; empty if nothing is claimed for it. */
    Optional<PolicyStatus> policy(String uid);

    /** The numbers that a name of a port has in the pods of the cluster; empty while that is not known. */
    Optional<SortedSet<Integer>> portNumbers(Port.Named name);

    /** What the pods of this namespace do for network policies; when it changes, those concerned are looked at again. */
    Assignment assignment();

    /** The entry of this owner key for a key, if it stands for sure. */
    default Optional<LedgerEntry> surely(OwnerKey owner, ObjectKey key) {
        return Optional.ofNullable(standing(owner).get(key)).filter(entry -> !entry.pending());
    }
}
