package io.contrailkube.core.spec;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Term;
import java.util.List;

/**
 * Names of what network policies become (spec 03 section 3). Rules and address groups are called after what they say, so
 * one of the same name says the same.
 */
public record PolicyNames(ObjectNames names) {
    private static final String SELECTED = "sel.";
    private static final String WITHIN = "cidr.";
    private static final String PORT = "port.";
    private static final String ISOLATED = "iso.";
    private static final List<String> MARKS = List.of(SELECTED, WITHIN, PORT, ISOLATED);
    private static final int CONTENT_DIGITS = 12;
    private static final int BESIDE_DIGITS = 8;

    /** The firewall policy of a network policy, unless another one has this name: namespaces and names are joined by `-`. */
    public ObjectKey policy(String namespace, String name) {
        return security(ContrailTypes.FIREWALL_POLICY, namespace + '-' + name);
    }

    /** Its name if another network policy has the plain one. */
    public ObjectKey policyBeside(String namespace, String name) {
        String hash = Uuids.shortHash(namespace + '/' + name, BESIDE_DIGITS);
        return security(ContrailTypes.FIREWALL_POLICY, namespace + '-' + name + '-' + hash);
    }

    /** @param policy the firewall policy that the rule is in, and no other; @param content hash of what it says */
    public ObjectKey rule(ObjectKey policy, Direction direction, String content) {
        return ObjectNames.policyManagement(
                ContrailTypes.FIREWALL_RULE, policy.fqName().leaf() + letters(direction) + content);
    }

    /** The rule that isolates some pods in a direction. */
    public ObjectKey denyRule(Direction direction, String content) {
        return rule(names.denyAllPolicy(), direction, content);
    }

    /** What policies of both ends allow between pods that are isolated, one for sending and the other for receiving. */
    public ObjectKey pairAllowPolicy() {
        return security(ContrailTypes.FIREWALL_POLICY, "pairallow");
    }

    /** What keeps all others of them apart. */
    public ObjectKey pairDenyPolicy() {
        return security(ContrailTypes.FIREWALL_POLICY, "pairdeny");
    }

    public ObjectKey pairAllowRule(String content) {
        return security(ContrailTypes.FIREWALL_RULE, "pairallow-" + content);
    }

    public ObjectKey pairDenyRule(String content) {
        return security(ContrailTypes.FIREWALL_RULE, "pairdeny-" + content);
    }

    /** @param prefixes sorted */
    public ObjectKey addressGroup(List<Cidr> prefixes) {
        return security(ContrailTypes.ADDRESS_GROUP, "ag-" + Uuids.shortHash(prefixes.toString(), CONTENT_DIGITS));
    }

    /** The tag that exactly the pods bear for which a term holds. */
    public ObjectKey tag(Term term) {
        // No exhaustive switch over types in this version of Java.
        if (term instanceof Term.InNamespace in) {
            return names.namespaceTag(in.name());
        }
        if (term instanceof Term.EveryPod) {
            return membership("pod");
        }
        if (term instanceof Term.Isolated isolated) {
            return membership(isolated.direction() == Direction.EGRESS ? ISOLATED + "e" : ISOLATED + "i");
        }
        String family = term instanceof Term.Within ? WITHIN : term instanceof Term.PortNamed ? PORT : SELECTED;
        return membership(family + Uuids.shortHash(term.text(), CONTENT_DIGITS));
    }

    /** Whether a tag is that of a term which not every pod bears in any case. */
    public boolean isMark(ObjectKey tag) {
        String leaf = tag.fqName().leaf();
        String start = membership("").fqName().leaf();
        return leaf.startsWith(start) && MARKS.stream().anyMatch(family -> leaf.startsWith(family, start.length()));
    }

    /** Of type `label`, of which a pod bears as many as there are. */
    private ObjectKey membership(String value) {
        return TagNames.tag("label", "k8s." + names.cluster() + '.' + value);
    }

    private ObjectKey security(String type, String name) {
        return ObjectNames.policyManagement(type, names.cluster() + '-' + name);
    }

    private static String letters(Direction direction) {
        return direction == Direction.INGRESS ? "-in-" : "-eg-";
    }
}
