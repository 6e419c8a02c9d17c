package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ApplicationPolicySet;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Endpoint;
import io.contrailkube.core.contrail.NetworkPolicy;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Project;
import io.contrailkube.core.contrail.SecurityGroup;
import io.contrailkube.core.contrail.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random graphs of objects that refer to each other in every way that the cluster's objects do. */
final class RandomWorld {
    private static final String PM = "default-policy-management";

    private final Random random;
    private final String prefix;
    private final int size;

    RandomWorld(long seed, int size) {
        this.random = new Random(seed);
        this.prefix = "w" + seed + "-";
        this.size = size;
    }

    /** Another version each time it is called: the same names, other properties and references. */
    List<ContrailObject> objects() {
        var objects = new ArrayList<ContrailObject>();
        for (int i = 0; i < size; i++) {
            objects.add(marked(Project.named(project(i)).property("display_name", word())));
            objects.add(marked(SecurityGroup.open(in(i, ContrailTypes.SECURITY_GROUP, "sg"), project(i))));
            objects.add(marked(NetworkPolicy.between(policy(i), network(i), network(any()))));
            objects.add(network(i, random.nextInt(3)));
            objects.add(
                    Tag.named(tag(i)).annotations(Rig.marks("k8s").ofCluster()).build());
            objects.add(marked(FirewallRule.passAll(rule(i), Endpoint.any(), Endpoint.tagged(tag(any())))));
            objects.add(firewallPolicy(i));
        }
        var set = ApplicationPolicySet.named(key(ContrailTypes.APPLICATION_POLICY_SET, PM, prefix + "set"));
        for (int i = 0; i < size; i++) {
            if (random.nextBoolean()) {
                ApplicationPolicySet.add(set, firewallPolicyKey(i), "%05d.0".formatted(random.nextInt(1000)));
            }
        }
        objects.add(marked(set));
        return objects;
    }

    private ContrailObject network(int i, int policies) {
        var network = ContrailObject.builder(
                        ContrailTypes.VIRTUAL_NETWORK, network(i).fqName())
                .property("fabric_snat", random.nextBoolean());
        for (int p = 0; p < policies; p++) {
            NetworkPolicy.attach(network, policy((i + p) % size));
        }
        return marked(random.nextBoolean() ? network.tag(tag(i)) : network);
    }

    private ContrailObject firewallPolicy(int i) {
        var policy = FirewallPolicy.named(firewallPolicyKey(i)).whole(FirewallPolicy.RULE_REFS);
        for (int r = 0; r < size; r++) {
            if (random.nextBoolean()) {
                ObjectNode attr = JsonNodeFactory.instance.objectNode().put("sequence", "%05d.0".formatted(r));
                policy.reference(FirewallPolicy.RULE_REFS, rule(r), attr);
            }
        }
        return marked(policy);
    }

    private static ContrailObject marked(ContrailObjectBuilder builder) {
        return builder.annotations(Rig.marks("k8s").of("Namespace", "ns", "ns")).build();
    }

    private ObjectKey project(int i) {
        return key(ContrailTypes.PROJECT, "default-domain", prefix + i);
    }

    private ObjectKey network(int i) {
        return in(i, ContrailTypes.VIRTUAL_NETWORK, "vn");
    }

    private ObjectKey policy(int i) {
        return in(i, ContrailTypes.NETWORK_POLICY, "np");
    }

    private ObjectKey in(int i, String type, String name) {
        return new ObjectKey(type, project(i).fqName().child(name));
    }

    private ObjectKey tag(int i) {
        return key(ContrailTypes.TAG, "label=" + prefix + i);
    }

    private ObjectKey rule(int i) {
        return key(ContrailTypes.FIREWALL_RULE, PM, prefix + "rule-" + i);
    }

    private ObjectKey firewallPolicyKey(int i) {
        return key(ContrailTypes.FIREWALL_POLICY, PM, prefix + "policy-" + i);
    }

    private static ObjectKey key(String type, String... name) {
        return ObjectKey.of(type, name);
    }

    private int any() {
        return random.nextInt(size);
    }

    private String word() {
        return "name-" + random.nextInt(1000);
    }
}
