package io.contrailkube.core.state;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The network policies of all namespaces.
 *
 * @param byNamespace by namespace, then by uid; no namespace without any
 * @param marked whether isolated pods are kept apart by marks on each of them, since there are too many pairs of subjects
 *     (spec 03 section 11.4)
 */
public record Policies(PMap<String, PMap<String, PolicyRecord>> byNamespace, boolean marked) {
    public static final Policies NONE = new Policies(HashTreePMap.empty(), false);

    public Optional<PolicyRecord> find(String namespace, String uid) {
        return Optional.ofNullable(of(namespace).get(uid));
    }

    public PMap<String, PolicyRecord> of(String namespace) {
        return byNamespace.getOrDefault(namespace, HashTreePMap.empty());
    }

    Policies with(String namespace, String uid, PolicyRecord policy) {
        PMap<String, PolicyRecord> changed = policy.editions().isEmpty()
                ? of(namespace).minus(uid)
                : of(namespace).plus(uid, policy);
        return new Policies(
                changed.isEmpty() ? byNamespace.minus(namespace) : byNamespace.plus(namespace, changed), marked);
    }

    Policies change(String namespace, String uid, UnaryOperator<PolicyRecord> change) {
        return find(namespace, uid)
                .map(policy -> with(namespace, uid, change.apply(policy)))
                .orElse(this);
    }

    Policies marking(boolean now) {
        return new Policies(byNamespace, now);
    }

    /** In a fixed order, by namespace and uid. */
    public SortedMap<String, SortedMap<String, PolicyRecord>> sorted() {
        var sorted = new TreeMap<String, SortedMap<String, PolicyRecord>>();
        byNamespace.forEach((namespace, policies) -> sorted.put(namespace, new TreeMap<>(policies)));
        return sorted;
    }
}
