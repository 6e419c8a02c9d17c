package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** No rule, address group or tag of ours is there without somebody who uses it. */
final class UserChecks {
    private static final String GLOBAL = "global:";

    private final StaticChecks.Setting setting;
    private final Population population;
    private final ContrailDump dump;
    private final Faults faults;
    private final Set<String> rulesInUse = new HashSet<>();
    private final Set<String> groupsInUse = new HashSet<>();
    private final Set<String> tagsInRules = new HashSet<>();
    private final Set<String> tagsOnObjects = new HashSet<>();

    UserChecks(StaticChecks.Setting setting, Population population, ContrailDump dump, Faults faults) {
        this.setting = setting;
        this.population = population;
        this.dump = dump;
        this.faults = faults;
    }

    void run() {
        dump.of(ContrailDump.FIREWALL_POLICY).values().forEach(body -> ContrailDump.refs(body, "firewall_rule_refs")
                .forEach(ref -> rulesInUse.add(ref.name())));
        dump.of(ContrailDump.FIREWALL_RULE).values().forEach(body -> {
            see(body.path("endpoint_1"));
            see(body.path("endpoint_2"));
        });
        for (String type : dump.objects().keySet()) {
            // The server derives those of rules from their ends.
            if (!type.equals(ContrailDump.FIREWALL_RULE)) {
                dump.of(type).values().forEach(body -> tagsOnObjects.addAll(Interfaces.own(body)));
            }
        }
        // Those of a namespace are there before the first of its pods.
        var labels = new PublishedLabels(setting.cluster());
        for (Map<String, String> ofNamespace : population.namespaces().values()) {
            Map<String, String> published = new TreeMap<>();
            labels.publish(ofNamespace, published);
            published.forEach((type, value) -> tagsOnObjects.add(type + '=' + value));
        }
        check(ContrailDump.FIREWALL_RULE, rulesInUse, "is in no firewall policy");
        check(ContrailDump.ADDRESS_GROUP, groupsInUse, "is named by no rule");
        dump.of(ContrailDump.TAG).forEach(this::checkTag);
    }

    private void see(JsonNode end) {
        end.path("tags").forEach(tag -> {
            String name = tag.asText();
            tagsInRules.add(name.startsWith(GLOBAL) ? name.substring(GLOBAL.length()) : name);
        });
        groupsInUse.add(end.path("address_group").asText());
    }

    private void check(String type, Set<String> inUse, String problem) {
        dump.of(type).forEach((name, body) -> {
            if (setting.owns(body) && !inUse.contains(name)) {
                faults.add(type + ' ' + name, problem);
            }
        });
    }

    private void checkTag(String name, JsonNode body) {
        if (Membership.of(setting.cluster(), name) == Membership.OF_RULES) {
            if (!tagsInRules.contains(name)) {
                faults.add(ContrailDump.TAG + ' ' + name, "is named by no rule");
            }
        } else if (setting.owns(body) && !tagsInRules.contains(name) && !tagsOnObjects.contains(name)) {
            faults.add(ContrailDump.TAG + ' ' + name, "is on nothing, and named by no rule");
        }
    }
}
