package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads firewall rules; what is wrong with them is told once. */
final class RuleReader {
    private static final String GLOBAL = "global:";

    private final ContrailDump dump;
    private final Set<String> faults;

    /** @param faults to be added to */
    RuleReader(ContrailDump dump, Set<String> faults) {
        this.dump = dump;
        this.faults = faults;
    }

    /** One for each direction. */
    List<ContrailRule> read(String policy, String name, JsonNode body) {
        RuleEnd first = end(name, body, body.path("endpoint_1"));
        RuleEnd second = end(name, body, body.path("endpoint_2"));
        boolean pass = body.at("/action_list/simple_action").asText().equals("pass");
        Set<String> same = new LinkedHashSet<>();
        body.at("/match_tags/tag_list").forEach(type -> same.add(type.asText()));
        List<FirewallService> services = services(body);
        List<ContrailRule> rules = new ArrayList<>();
        String direction = body.path("direction").asText();
        if (!direction.equals("<")) {
            rules.add(new ContrailRule(policy, name, pass, first, second, services, same));
        }
        if (direction.contains("<")) {
            rules.add(new ContrailRule(policy, name, pass, second, first, services, same));
        }
        return rules;
    }

    private List<FirewallService> services(JsonNode body) {
        List<FirewallService> services = new ArrayList<>();
        for (ContrailDump.Ref ref : ContrailDump.refs(body, "service_group_refs")) {
            JsonNode group = dump.find("service-group", ref.name());
            if (group != null) {
                group.at("/service_group_firewall_service_list/firewall_service")
                        .forEach(service -> services.add(FirewallService.of(service)));
            }
        }
        JsonNode own = body.path("service");
        if (own.isObject() || body.path("service_group_refs").isEmpty()) {
            services.add(FirewallService.of(own));
        }
        return services;
    }

    private RuleEnd end(String rule, JsonNode body, JsonNode end) {
        if (!end.path("tags").isEmpty()) {
            Set<String> tags = new LinkedHashSet<>();
            end.path("tags").forEach(tag -> tags.add(tagName(body, tag.asText())));
            return new RuleEnd.Tagged(tags);
        }
        if (end.hasNonNull("address_group")) {
            return group(rule, end.path("address_group").asText());
        }
        if (end.hasNonNull("virtual_network")) {
            return new RuleEnd.Network(end.path("virtual_network").asText());
        }
        return end.path("subnet").isObject()
                ? new RuleEnd.Group(block(end.path("subnet")).stream().toList(), Set.of())
                : new RuleEnd.Anything();
    }

    /** Rules of a project name its tags and those of all alike, the latter with a prefix. */
    private static String tagName(JsonNode body, String tag) {
        if (tag.startsWith(GLOBAL)) {
            return tag.substring(GLOBAL.length());
        }
        return body.path("parent_type").asText().equals("project") ? ContrailDump.projectOf(body) + ':' + tag : tag;
    }

    private RuleEnd group(String rule, String name) {
        JsonNode group = dump.find(ContrailDump.ADDRESS_GROUP, name);
        if (group == null) {
            // Until an agent knows the group the rule holds for everybody (spec 03 section 9.9).
            faults.add("rule " + rule + " names address group " + name + ", which is not there: it means everybody");
            return new RuleEnd.Anything();
        }
        List<IpBlock> blocks = new ArrayList<>();
        group.at("/address_group_prefix/subnet").forEach(subnet -> block(subnet).ifPresent(blocks::add));
        return new RuleEnd.Group(blocks, Set.copyOf(Interfaces.own(group)));
    }

    private Optional<IpBlock> block(JsonNode subnet) {
        String text = subnet.path("ip_prefix").asText()
                + '/'
                + subnet.path("ip_prefix_len").asText();
        Optional<IpBlock> block = IpBlock.parse(text);
        if (block.isEmpty()) {
            faults.add(text + " is no address prefix: it means nobody");
        }
        return block;
    }
}
