package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What must hold of the firewall objects of a cluster at rest, whatever flows they decide (spec 03 section 13.3). */
public final class StaticChecks {
    private final Setting setting;
    private final Population population;
    private final ContrailDump dump;
    private final Interfaces interfaces;
    private final Faults faults = new Faults();

    /**
     * What is looked at.
     *
     * @param cluster name of the cluster
     * @param policySet name of its application policy set, without that of the policy management
     * @param strict whether both ends of a flow must agree to it
     */
    public record Setting(String cluster, String policySet, boolean strict) {
        /** Full name of something that belongs to all namespaces. */
        String global(String name) {
            return "default-policy-management:" + name;
        }

        String infra(String name) {
            return global(cluster + '-' + name);
        }

        boolean owns(JsonNode body) {
            return cluster.equals(ContrailDump.annotations(body).get("cluster"));
        }
    }

    /** @param object type and name of what is wrong, or the Kubernetes object for which something is */
    public record Fault(String object, String problem) {
        @Override
        public String toString() {
            return object + ": " + problem;
        }
    }

    private StaticChecks(Setting setting, Population population, ContrailDump dump) {
        this.setting = setting;
        this.population = population;
        this.dump = dump;
        this.interfaces = new Interfaces(setting.cluster(), dump, Map.of());
    }

    /**
     * All faults; none if everything is as it must be.
     *
     * @param kubernetes objects as the API server of Kubernetes holds them
     * @param dump bodies by type, then by name joined with colons
     */
    public static List<Fault> of(
            Setting setting,
            Collection<? extends JsonNode> kubernetes,
            Map<String, ? extends Map<String, ? extends JsonNode>> dump) {
        return new StaticChecks(setting, new Population(kubernetes), new ContrailDump(dump)).run();
    }

    private List<Fault> run() {
        new PolicyChecks(setting, population, dump, faults).run();
        new PlaceChecks(setting, dump, faults).run();
        new DenialChecks(setting, population, dump, interfaces, faults).run();
        new UserChecks(setting, population, dump, faults).run();
        new PublishedTagChecks(setting, population, dump, interfaces, faults).run();
        new FormChecks(setting, dump, faults).run();
        return faults.found();
    }
}
