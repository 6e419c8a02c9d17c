package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Names are such as the server takes; rules have one direction and ask for no common tags. */
final class FormChecks {
    private static final List<String> TYPES = List.of(
            ContrailDump.APPLICATION_POLICY_SET,
            ContrailDump.FIREWALL_POLICY,
            ContrailDump.FIREWALL_RULE,
            ContrailDump.ADDRESS_GROUP,
            ContrailDump.TAG);

    private final StaticChecks.Setting setting;
    private final ContrailDump dump;
    private final Faults faults;

    FormChecks(StaticChecks.Setting setting, ContrailDump dump, Faults faults) {
        this.setting = setting;
        this.dump = dump;
        this.faults = faults;
    }

    void run() {
        for (String type : TYPES) {
            dump.of(type).forEach((name, body) -> {
                if (setting.owns(body)) {
                    checkName(type + ' ' + name, body);
                }
            });
        }
        dump.of(ContrailDump.FIREWALL_RULE).forEach((name, body) -> {
            if (setting.owns(body)) {
                checkRule(ContrailDump.FIREWALL_RULE + ' ' + name, body);
            }
        });
    }

    private void checkName(String object, JsonNode body) {
        for (JsonNode part : body.path("fq_name")) {
            if (part.asText().contains(":")) {
                faults.add(object, "has a colon in its name");
            }
        }
    }

    private void checkRule(String object, JsonNode body) {
        if (!body.path("direction").asText().equals(">")) {
            faults.add(object, "has direction " + body.path("direction"));
        }
        if (!body.at("/match_tags/tag_list").isEmpty()) {
            faults.add(object, "asks for common tags");
        }
    }
}
