package io.contrailkube.core.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a group of Contrail objects stands for: one namespace, pod, service, policy. Desired state is computed, planned
 * and retried per owner key, so that the cost of an event does not grow with its neighbours.
 *
 * @param kind e.g. {@code Namespace}
 * @param id uid of the Kubernetes object, or another text that is unique for the kind within its entity
 */
public record OwnerKey(String kind, String id) implements Comparable<OwnerKey> {
    @JsonValue
    @Override
    public String toString() {
        return kind + '/' + id;
    }

    @JsonCreator
    public static OwnerKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not an owner key: '" + text + "' (expected kind/id)");
        }
        return new OwnerKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(OwnerKey other) {
        return toString().compareTo(other.toString());
    }
}
