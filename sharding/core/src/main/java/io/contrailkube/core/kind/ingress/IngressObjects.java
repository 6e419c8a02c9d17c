package io.contrailkube.core.kind.ingress;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Endpoint;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.Listener;
import io.contrailkube.core.contrail.LoadBalancer;
import io.contrailkube.core.contrail.Member;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Pool;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.BalancerNames.Frontend;
import io.contrailkube.core.spec.BalancerNames.Named;
import io.contrailkube.core.spec.IngressNames;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.WorkloadNames;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The Contrail objects of one ingress (spec 02 section 7.2). Its tags are made for whoever refers to them. */
final class IngressObjects {
    private static final String HTTP = "HTTP";
    private static final String VIP_ROLE = "vip";
    /** All rules in the policy let pass, so their order does not matter (spec 03 section 7). */
    private static final int RULE_BAND = 1;

    private final IngressFact ingress;
    private final ObjectNames names;
    private final BalancerNames balancer;
    private final IngressNames own;

    IngressObjects(IngressFact ingress, ObjectNames names) {
        this.ingress = ingress;
        this.names = names;
        this.balancer = new BalancerNames(names, ingress.id());
        this.own = new IngressNames(names, ingress.id());
    }

    BalancerNames balancer() {
        return balancer;
    }

    IngressNames own() {
        return own;
    }

    /** Annotations of what the ingress owns. */
    SortedMap<String, String> marks() {
        return new OwnershipMarks(names)
                .of(IngressKind.NAME, ingress.id().namespace(), ingress.id().name());
    }

    /** The interface of the virtual address, and the address. */
    List<ContrailObject> virtualAddress(Place place) {
        String namespace = ingress.id().namespace();
        Named vip = balancer.vip();
        ContrailObject port = VirtualMachineInterface.ofVirtualAddress(
                        vip.key(), balancer.displayName(), place.network(), names.securityGroup(namespace))
                .uuid(vip.uuid())
                .tag(own.tag())
                .tag(names.namespaceTag(namespace))
                .annotations(vipMarks())
                .build();
        Named address = addressName();
        return List.of(
                port,
                InstanceIp.of(address.key(), ingress.id().name(), place.network(), vip.key(), place.subnet())
                        .uuid(address.uuid())
                        .owner(balancer.project())
                        .learn(InstanceIp.SUBNET)
                        .annotations(vipMarks())
                        .build());
    }

    Named addressName() {
        return balancer.vipAddress("v4");
    }

    /**
     * @param appliances the service-appliance-set, or null if there is none
     * @param externalIp the address that was asked for and is given, or null; its annotation is there in any case, as in
     *     the original
     */
    ContrailObject loadBalancer(String vipAddress, @Nullable ObjectKey appliances, @Nullable String externalIp) {
        Named named = balancer.loadBalancer();
        ContrailObjectBuilder builder = LoadBalancer.at(
                        named.key(), LoadBalancer.OPENCONTRAIL, balancer.vip().key(), vipAddress)
                .uuid(named.uuid())
                .property("display_name", balancer.displayName())
                .annotations(marks())
                .entry(
                        SharedList.ANNOTATIONS,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("key", IngressAnnotations.EXTERNAL_IP)
                                .put("value", externalIp));
        if (appliances != null) {
            LoadBalancer.appliances(builder, appliances);
        }
        return builder.build();
    }

    /** Listener, pool and member of an entry. */
    List<ContrailObject> entry(Entry entry) {
        Entry.Door door = entry.door();
        Frontend frontend = balancer.frontend(door.protocol(), door.port(), entry.role());
        Named listener = frontend.listener();
        Named pool = frontend.pool();
        Named member = balancer.memberOfIngress(frontend);
        SortedMap<String, String> served = marks();
        served.put("serviceName", entry.target().service());
        return List.of(
                Listener.of(listener.key(), balancer.loadBalancer().key(), door.protocol(), door.port(), entry.tls())
                        .uuid(listener.uuid())
                        .annotations(marks())
                        .build(),
                Pool.behind(pool.key(), listener.key(), HTTP, "ROUND_ROBIN")
                        .uuid(pool.uuid())
                        .annotations(conditions(entry.route()))
                        .build(),
                Member.of(member.key(), entry.target().address(), entry.target().port())
                        .uuid(member.uuid())
                        .annotations(served)
                        .build());
    }

    /** How svc-monitor is told for which requests a pool is. */
    private SortedMap<String, String> conditions(Route route) {
        SortedMap<String, String> annotations = marks();
        annotations.put("type", route.isDefault() ? "default" : "acl");
        if (!route.host().isEmpty()) {
            annotations.put("host", route.host());
        }
        if (!route.path().isEvery()) {
            annotations.put("path", route.path().text());
        }
        return annotations;
    }

    /** Lets the load balancer reach exactly the members of a service of its namespace (spec 03 section 11.2). */
    ContrailObject rule(ObjectKey key, String service) {
        ObjectKey members = new WorkloadNames(names).membershipTag(ingress.id().namespace(), service);
        return FirewallRule.passAll(key, Endpoint.tagged(own.tag()), Endpoint.tagged(members))
                .annotations(marks())
                .build();
    }

    /** The rules' places in the policy that all ingresses share. */
    ContrailObject places(List<ObjectKey> rules) {
        ContrailObjectBuilder policy = FirewallPolicy.hub(names.ingressFirewallPolicy());
        rules.forEach(rule -> FirewallPolicy.addRule(policy, rule, RULE_BAND));
        return policy.build();
    }

    private SortedMap<String, String> vipMarks() {
        SortedMap<String, String> annotations = marks();
        annotations.put(OwnershipMarks.ROLE, VIP_ROLE);
        return annotations;
    }
}
