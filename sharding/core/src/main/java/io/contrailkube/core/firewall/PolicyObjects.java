package io.contrailkube.core.firewall;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Content;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.PolicyNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace makes of a network policy of its own: a firewall policy and its rules. The address groups and tags that
 * the rules name are made by {@link SharedObjects}.
 *
 * @param policy the network policy
 * @param key name of its firewall policy
 */
public record PolicyObjects(ObjectNames names, ObjectId policy, ObjectKey key) {
    /** All rules let pass, so their order does not matter (spec 03 section 7). */
    static final int RULE_BAND = 1;

    /** Annotations that tell which rules isolate, as the original writes them. */
    private static final Map<Direction, String> DENY_RULES =
            Map.of(Direction.INGRESS, "deny_all_rule_uuid", Direction.EGRESS, "egress_deny_all_rule_uuid");

    /** The rules of an edition; what they name has to stand first. */
    public List<ContrailObject> rules(Edition edition) {
        SortedMap<String, String> marks =
                new OwnershipMarks(names).of(policy.kind(), policy.namespace(), policy.name());
        return contents(List.of(edition)).entrySet().stream()
                .map(rule -> FirewallRule.of(rule.getKey(), rule.getValue())
                        .annotations(marks)
                        .build())
                .toList();
    }

    /**
     * The firewall policy with the rules of all editions that are in force; in a change, of the new and of the old one.
     *
     * @param spec {@code spec} as received, as JSON
     * @param editions the newest one last; at least one
     */
    public ContrailObject policy(String spec, List<Edition> editions) {
        ContrailObjectBuilder builder = FirewallPolicy.named(key)
                .annotations(new OwnershipMarks(names).ofNetworkPolicy(policy, spec))
                .whole(FirewallPolicy.RULE_REFS);
        Edition newest = editions.get(editions.size() - 1);
        DENY_RULES.forEach((direction, annotation) -> builder.entry(
                SharedList.ANNOTATIONS,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("key", annotation)
                        .put("value", denyRule(newest, direction))));
        contents(editions).keySet().forEach(rule -> FirewallPolicy.addRule(builder, rule, RULE_BAND));
        return builder.build();
    }

    private @Nullable String denyRule(Edition edition, Direction direction) {
        return edition.isolates().contains(direction)
                ? Uuids.of(new SharedObjects(names).denyKey(edition.subject(), direction))
                : null;
    }

    /** Editions that say the same in part have rules in common. */
    private SortedMap<ObjectKey, Content> contents(Collection<Edition> editions) {
        var rules = new PolicyNames(names);
        var ends = new Contents(rules);
        var contents = new TreeMap<ObjectKey, Content>();
        for (Edition edition : editions) {
            for (Atom atom : edition.atoms()) {
                Content content = ends.pass(atom.from(), atom.to(), atom.service());
                contents.put(rules.rule(key, atom.direction(), content.hash()), content);
            }
        }
        return contents;
    }
}
