package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rule lists of interfaces, put together from application policy sets (spec 03 section 9.1). */
final class PolicySets {
    /** Types of tags that every Contrail has, in the order of their numbers. */
    private static final List<String> FIRST_TYPES = List.of("label", "application", "tier", "deployment", "site");

    private final ContrailDump dump;
    private final RuleReader reader;
    private final Set<String> faults;
    private final List<String> forEverybody = new ArrayList<>();
    private final Map<String, Set<String>> byTag = new TreeMap<>();
    private final Map<String, List<ContrailRule>> ofPolicy = new HashMap<>();
    private final Map<List<String>, RuleList> lists = new HashMap<>();

    /** @param faults to be added to */
    PolicySets(ContrailDump dump, Set<String> faults) {
        this.dump = dump;
        this.reader = new RuleReader(dump, faults);
        this.faults = faults;
        dump.of(ContrailDump.APPLICATION_POLICY_SET).forEach((name, body) -> {
            if (body.path("all_applications").asBoolean() && isGlobal(name)) {
                forEverybody.add(name);
            }
            Interfaces.own(body).forEach(tag -> byTag.computeIfAbsent(tag, any -> new LinkedHashSet<>())
                    .add(name));
        });
    }

    /** Those of projects have the project's name, too. */
    private static boolean isGlobal(String name) {
        return name.indexOf(':') == name.lastIndexOf(':');
    }

    RuleList of(TagSet tags) {
        return lists.computeIfAbsent(sets(tags), this::list);
    }

    private List<String> sets(TagSet tags) {
        List<String> tagged = new ArrayList<>();
        tags.names().stream().sorted(byType()).forEach(tag -> tagged.addAll(byTag.getOrDefault(tag, Set.of())));
        tagged.sort(Comparator.comparing(name -> !isGlobal(name)));
        Set<String> sets = new LinkedHashSet<>(forEverybody);
        sets.addAll(tagged);
        return List.copyOf(sets);
    }

    private Comparator<String> byType() {
        return Comparator.<String>comparingInt(tag -> {
                    int known = FIRST_TYPES.indexOf(TagSet.type(tag));
                    return known < 0 ? FIRST_TYPES.size() : known;
                })
                .thenComparing(tag -> tag);
    }

    private RuleList list(List<String> sets) {
        List<ContrailRule> rules = new ArrayList<>();
        for (String set : sets) {
            JsonNode body = dump.find(ContrailDump.APPLICATION_POLICY_SET, set);
            if (body != null) {
                inOrder("application policy set " + set, ContrailDump.refs(body, "firewall_policy_refs"))
                        .forEach(policy -> rules.addAll(ofPolicy.computeIfAbsent(policy, this::policy)));
            }
        }
        return new RuleList(rules);
    }

    private List<ContrailRule> policy(String name) {
        JsonNode body = dump.find(ContrailDump.FIREWALL_POLICY, name);
        if (body == null) {
            faults.add("firewall policy " + name + " is in an application policy set, but is not there");
            return List.of();
        }
        List<ContrailRule> rules = new ArrayList<>();
        for (String rule : inOrder("firewall policy " + name, ContrailDump.refs(body, "firewall_rule_refs"))) {
            JsonNode found = dump.find(ContrailDump.FIREWALL_RULE, rule);
            if (found == null) {
                faults.add("rule " + rule + " is in firewall policy " + name + ", but is not there");
            } else {
                rules.addAll(reader.read(name, rule, found));
            }
        }
        return rules;
    }

    /** By the text of their sequences; of equal ones the agent keeps one, nobody knows which (spec 03 section 7). */
    private List<String> inOrder(String where, List<ContrailDump.Ref> refs) {
        Map<String, String> bySequence = new TreeMap<>();
        for (ContrailDump.Ref ref : refs) {
            String other = bySequence.putIfAbsent(ref.sequence(), ref.name());
            if (other != null) {
                faults.add(where + " has " + other + " and " + ref.name() + " at the same place " + ref.sequence());
            }
        }
        return List.copyOf(bySequence.values());
    }
}
