package io.contrailkube.core.enforce;

import io.contrailkube.core.enforce.Enforced.PolicyKey;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.state.PolicyRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The network policies that are known, and the names of their firewall policies. */
final class Registry {
    private final Map<PolicyKey, PolicyRecord> records = new HashMap<>();
    private final Map<String, Set<PolicyKey>> named = new HashMap<>();

    void enter(PolicyKey key, PolicyRecord record) {
        records.put(key, record);
        named.computeIfAbsent(record.firewallPolicy(), any -> new HashSet<>()).add(key);
    }

    void leave(PolicyKey key) {
        PolicyRecord record = records.remove(key);
        if (record != null) {
            named.computeIfPresent(record.firewallPolicy(), (any, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    PolicyRecord of(PolicyKey key) {
        return Objects.requireNonNull(records.get(key));
    }

    /** Names are joined of parts, so two policies may want the same; an earlier one of this very name has none against it. */
    String nameFor(PolicyKey key, String name, ObjectNames names) {
        String plain =
                new PolicyNames(names).policy(key.namespace(), name).fqName().leaf();
        boolean taken = named.getOrDefault(plain, Set.of()).stream()
                .anyMatch(other -> !other.namespace().equals(key.namespace())
                        || !of(other).name().equals(name));
        return taken
                ? new PolicyNames(names)
                        .policyBeside(key.namespace(), name)
                        .fqName()
                        .leaf()
                : plain;
    }
}
