package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A calm world for cases of workloads: two nodes, a pool of public addresses, namespace `ns1`; and what is asked of it. */
final class Site implements Mishaps {
    static final ObjectKey NODE_1 = router("node-1");
    static final ObjectKey NODE_2 = router("node-2");
    static final ObjectKey POOL =
            ObjectKey.of(ContrailTypes.FLOATING_IP_POOL, "default-domain", "public", "public", "pool");

    final ObjectNames names;
    final Contrail contrail = Contrail.fresh();
    final World world;
    private final Set<String> failing = new TreeSet<>();
    private int deathAfter = -1;

    Site() {
        this(settings().publicFipPool(POOL.fqName()).names());
    }

    Site(ObjectNames names) {
        this.names = names;
        contrail.with(NODE_1, object("{virtual_router_ip_address: '10.0.0.5'}"))
                .with(NODE_2, object("{virtual_router_ip_address: '10.0.0.6'}"));
        pool("203.0.113.0", 29);
        world = new World(names, contrail, Scheduler.inTurn(), this);
        world.apply(namespace("default")).apply(namespace("ns1")).start().settle();
        contrail.takeWrites();
    }

    static ObjectKey router(String node) {
        return ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", node);
    }

    /** A pool whose network has these addresses. */
    private void pool(String prefix, int length) {
        var network = new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, POOL.fqName().parent());
        contrail.with(network, own(prefix, length)).with(POOL);
    }

    /** The body of a network with a prefix of its own. */
    static ObjectNode own(String prefix, int length) {
        return object("{network_ipam_refs: [{to: ['default-domain', 'default-project', 'default-network-ipam'], attr:"
                + " {ipam_subnets: [{subnet: {ip_prefix: '" + prefix + "', ip_prefix_len: " + length
                + "}, subnet_uuid: 'subnet-" + prefix + "'}]}}]}");
    }

    /** Steps for objects of this type find Contrail away, until it is back. */
    void failing(String type) {
        failing.add(type);
    }

    void back() {
        failing.clear();
    }

    /** The process of a namespace dies after so many more steps that were carried out. */
    void dyingAfter(int steps) {
        deathAfter = steps;
    }

    @Override
    public Fate fateOf(Step step) {
        if (deathAfter > 0) {
            deathAfter--;
        }
        return failing.contains(step.key().type()) ? Fate.LOST : Fate.DONE;
    }

    @Override
    public boolean diesNow(String entity) {
        boolean now = deathAfter == 0 && entity.endsWith("/ns1");
        if (now) {
            deathAfter = -1;
        }
        return now;
    }

    Site settle(KubeFact... facts) {
        world.apply(facts).settle();
        return this;
    }

    /** Writes since the last call, as `METHOD type`. */
    List<String> writes() {
        return contrail.takeWrites().stream()
                .map(write -> write.method() + ' ' + write.key().type())
                .toList();
    }

    /** Types of what was deleted since the last call, in order. */
    List<String> deleted() {
        return contrail.takeWrites().stream()
                .filter(write -> write.method().equals("DELETE"))
                .map(write -> write.key().type())
                .toList();
    }

    /** What stands for an owner key, of one type. */
    List<ObjectKey> of(OwnerKey owner, String type) {
        return world.state("ns1").ledger().of(owner).values().stream()
                .filter(entry -> !entry.pending() && entry.key().type().equals(type))
                .map(LedgerEntry::key)
                .sorted()
                .toList();
    }

    /** Members below the pools of an owner key, with their target ports. */
    List<String> members(OwnerKey service) {
        var members = new ArrayList<String>();
        for (ObjectKey pool : of(service, ContrailTypes.LOADBALANCER_POOL)) {
            contrail.ofType(ContrailTypes.LOADBALANCER_MEMBER).stream()
                    .filter(member -> Contrail.isChild(member, pool))
                    .forEach(member -> members.add(contrail.body(member)
                            .at("/loadbalancer_member_properties/protocol_port")
                            .asText()));
        }
        return members;
    }

    /** Everything of ours has gone that had come since the namespaces stood. */
    List<ObjectKey> rest() {
        return contrail.keys().stream()
                .filter(key -> Set.of(
                                ContrailTypes.VIRTUAL_MACHINE,
                                ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                                ContrailTypes.INSTANCE_IP,
                                ContrailTypes.LOADBALANCER,
                                ContrailTypes.LOADBALANCER_LISTENER,
                                ContrailTypes.LOADBALANCER_POOL,
                                ContrailTypes.LOADBALANCER_MEMBER,
                                ContrailTypes.FLOATING_IP)
                        .contains(key.type()))
                .toList();
    }
}
