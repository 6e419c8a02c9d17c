package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything is at a place of its own in the set and in the policies, and in its band (spec 03 section 7). */
final class PlaceChecks {
    private static final String FORM = "\\d{5}\\.\\d+";
    private static final Set<String> ALWAYS = Set.of("Ingress", "denyall", "allowall");

    private final StaticChecks.Setting setting;
    private final ContrailDump dump;
    private final Faults faults;
    private final Map<String, Band> bands;

    /** The first place and the one after the last. */
    private record Band(String first, String end) {
        boolean has(String sequence) {
            return first.compareTo(sequence) <= 0 && sequence.compareTo(end) < 0;
        }
    }

    PlaceChecks(StaticChecks.Setting setting, ContrailDump dump, Faults faults) {
        this.setting = setting;
        this.dump = dump;
        this.faults = faults;
        var pairs = new Band("00020.0", "00100.0");
        var tail = new Band("99000.0", "99999.9");
        this.bands = Map.of(
                setting.infra("Ingress"), new Band("00010.0", "00020.0"),
                setting.infra("pairallow"), pairs,
                setting.infra("pairdeny"), pairs,
                setting.infra("denyall"), tail,
                setting.infra("allowall"), tail);
    }

    void run() {
        String name = setting.global(setting.policySet());
        JsonNode set = dump.find(ContrailDump.APPLICATION_POLICY_SET, name);
        if (set == null) {
            faults.add(ContrailDump.APPLICATION_POLICY_SET + ' ' + name, "is not there");
            return;
        }
        Map<String, String> places = places(
                ContrailDump.APPLICATION_POLICY_SET + ' ' + name, ContrailDump.refs(set, "firewall_policy_refs"));
        places.forEach(this::checkBand);
        ALWAYS.forEach(infra -> {
            if (!places.containsKey(setting.infra(infra))) {
                faults.add(ContrailDump.FIREWALL_POLICY + ' ' + setting.infra(infra), "is not in the set");
            }
        });
        checkOrder(places, "denyall", "allowall");
        checkOrder(places, "pairallow", "pairdeny");
        dump.of(ContrailDump.FIREWALL_POLICY).forEach((policy, body) -> {
            if (setting.owns(body)) {
                places(ContrailDump.FIREWALL_POLICY + ' ' + policy, ContrailDump.refs(body, "firewall_rule_refs"));
            }
        });
    }

    private Map<String, String> places(String object, List<ContrailDump.Ref> refs) {
        Map<String, String> places = new HashMap<>();
        Map<String, String> taken = new HashMap<>();
        for (ContrailDump.Ref ref : refs) {
            String other = taken.putIfAbsent(ref.sequence(), ref.name());
            if (other != null) {
                faults.add(object, other + " and " + ref.name() + " are both at " + ref.sequence());
            }
            places.put(ref.name(), ref.sequence());
        }
        return places;
    }

    private void checkBand(String policy, String sequence) {
        JsonNode body = dump.find(ContrailDump.FIREWALL_POLICY, policy);
        if (body == null || !setting.owns(body)) {
            return;
        }
        Band band = bands.getOrDefault(policy, new Band("00100.0", "89999.1"));
        if (!sequence.matches(FORM) || !band.has(sequence)) {
            faults.add(ContrailDump.FIREWALL_POLICY + ' ' + policy, "is at " + sequence + ", not in its band " + band);
        }
        boolean ofPairs = policy.equals(setting.infra("pairallow")) || policy.equals(setting.infra("pairdeny"));
        if (ofPairs && !setting.strict() && !body.path("firewall_rule_refs").isEmpty()) {
            faults.add(ContrailDump.FIREWALL_POLICY + ' ' + policy, "has rules although one end is enough");
        }
    }

    private void checkOrder(Map<String, String> places, String first, String second) {
        String one = places.get(setting.infra(first));
        String other = places.get(setting.infra(second));
        if (!isBefore(one, other)) {
            faults.add(ContrailDump.FIREWALL_POLICY + ' ' + setting.infra(second), "is not after " + first);
        }
    }

    private static boolean isBefore(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.compareTo(other) < 0;
    }
}
