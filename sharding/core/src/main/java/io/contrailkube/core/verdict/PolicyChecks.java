package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every NetworkPolicy has exactly one firewall policy, which is in the set of the cluster, and there is none without. */
final class PolicyChecks {
    private final StaticChecks.Setting setting;
    private final Population population;
    private final ContrailDump dump;
    private final Faults faults;

    PolicyChecks(StaticChecks.Setting setting, Population population, ContrailDump dump, Faults faults) {
        this.setting = setting;
        this.population = population;
        this.dump = dump;
        this.faults = faults;
    }

    void run() {
        Map<String, List<String>> byPolicy = byPolicy();
        Set<String> inSet = new HashSet<>();
        JsonNode set = dump.find(ContrailDump.APPLICATION_POLICY_SET, setting.global(setting.policySet()));
        if (set != null) {
            ContrailDump.refs(set, "firewall_policy_refs").forEach(ref -> inSet.add(ref.name()));
        }
        for (KubePolicy policy : population.policies()) {
            List<String> found = byPolicy.getOrDefault(policy.toString(), List.of());
            if (found.size() != 1) {
                faults.add("NetworkPolicy " + policy, "has " + found.size() + " firewall policies " + found);
            }
            String name = setting.infra(policy.namespace() + '-' + policy.name());
            for (String one : found) {
                boolean named = one.equals(name)
                        || (one.startsWith(name + '-')
                                && one.substring(name.length() + 1).matches("[0-9a-f]{8}"));
                if (!named) {
                    faults.add(ContrailDump.FIREWALL_POLICY + ' ' + one, "should be called " + name);
                }
                if (!inSet.contains(one)) {
                    faults.add(ContrailDump.FIREWALL_POLICY + ' ' + one, "is not in the application policy set");
                }
            }
            byPolicy.remove(policy.toString());
        }
        byPolicy.forEach((policy, found) -> found.forEach(
                one -> faults.add(ContrailDump.FIREWALL_POLICY + ' ' + one, "there is no NetworkPolicy " + policy)));
    }

    /** Names of firewall policies by that of the NetworkPolicy for which they are; those for all belong to no namespace. */
    private Map<String, List<String>> byPolicy() {
        Map<String, List<String>> byPolicy = new TreeMap<>();
        dump.of(ContrailDump.FIREWALL_POLICY).forEach((name, body) -> {
            Map<String, String> annotations = ContrailDump.annotations(body);
            String namespace = annotations.getOrDefault("namespace", "");
            if (setting.owns(body) && !namespace.isEmpty() && !namespace.equals("null")) {
                byPolicy.computeIfAbsent(
                                namespace + '/' + annotations.getOrDefault("name", ""), any -> new ArrayList<>())
                        .add(name);
            }
        });
        return byPolicy;
    }
}
