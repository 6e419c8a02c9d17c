package io.contrailkube.core.firewall;

import io.contrailkube.core.contrail.AddressGroup;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Content;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Tag;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.PolicyNames;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** What several network policies may need in common; one of the same name says the same, whoever needs it. */
public record SharedObjects(ObjectNames names) {

    /** The tag of a term. */
    public ContrailObject tag(Term term) {
        return Tag.named(policyNames().tag(term))
                .annotations(marks().ofCluster())
                .build();
    }

    public ContrailObject addressGroup(List<Cidr> prefixes) {
        return AddressGroup.of(policyNames().addressGroup(prefixes), prefixes)
                .annotations(shared())
                .build();
    }

    /** Name of the rule that isolates pods in a direction. */
    public ObjectKey denyKey(End.Pods subject, Direction direction) {
        return policyNames().denyRule(direction, denial(subject, direction).hash());
    }

    /** The rule that isolates pods in a direction: nothing passes but what rules before it let pass. */
    public ContrailObject denyRule(End.Pods subject, Direction direction) {
        return FirewallRule.of(denyKey(subject, direction), denial(subject, direction))
                .annotations(shared())
                .build();
    }

    public ObjectKey pairAllowKey(End.Pods from, End.Pods to, Service service) {
        return policyNames().pairAllowRule(contents().pass(from, to, service).hash());
    }

    /** Lets pass what the policies of both ends allow. */
    public ContrailObject pairAllowRule(End.Pods from, End.Pods to, Service service) {
        return FirewallRule.of(pairAllowKey(from, to, service), contents().pass(from, to, service))
                .annotations(shared())
                .build();
    }

    public ObjectKey pairDenyKey(End.Pods from, End.Pods to) {
        return policyNames().pairDenyRule(contents().deny(from, to).hash());
    }

    /** Keeps pods isolated for sending from pods isolated for receiving. */
    public ContrailObject pairDenyRule(End.Pods from, End.Pods to) {
        return FirewallRule.of(pairDenyKey(from, to), contents().deny(from, to))
                .annotations(shared())
                .build();
    }

    /** The two policies of pairs, without rules. */
    public List<ContrailObject> pairPolicies() {
        return List.of(
                pairPolicy(policyNames().pairAllowPolicy(), "pairallow"),
                pairPolicy(policyNames().pairDenyPolicy(), "pairdeny"));
    }

    /** Places of rules in a policy that is shared; among rules of the same action their order does not matter. */
    public static ContrailObject places(ObjectKey policy, Collection<ObjectKey> rules) {
        ContrailObjectBuilder hub = FirewallPolicy.hub(policy);
        rules.forEach(rule -> FirewallPolicy.addRule(hub, rule, PolicyObjects.RULE_BAND));
        return hub.build();
    }

    private ContrailObject pairPolicy(ObjectKey key, String name) {
        return FirewallPolicy.named(key)
                .annotations(marks().ofInfraPolicy(name))
                .build();
    }

    private Content denial(End.Pods subject, Direction direction) {
        var anybody = new End.Anything();
        return direction == Direction.INGRESS
                ? contents().deny(anybody, subject)
                : contents().deny(subject, anybody);
    }

    /** Of no policy in particular: who needed it first is not known any more after a while, and nobody has to know. */
    private SortedMap<String, String> shared() {
        return marks().of(KindNames.NETWORK_POLICY, "", names.cluster());
    }

    private OwnershipMarks marks() {
        return new OwnershipMarks(names);
    }

    private PolicyNames policyNames() {
        return new PolicyNames(names);
    }

    private Contents contents() {
        return new Contents(policyNames());
    }
}
