package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ingress.IngressFact;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.spec.ObjectNames;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever pods, services and ingresses go through and in whatever order it is told, whoever dies meanwhile: in the end
 * Contrail and Kubernetes hold what they would hold if the last state had been told calmly to a new system, and when all is
 * deleted what they held before.
 */
class WorkloadProperties {
    /** For longer hunts: {@code -Dworlds=5000 -DfirstSeed=1000}. */
    private static final int WORLDS = Integer.getInteger("worlds", 100);

    private static final int FIRST_SEED = Integer.getInteger("firstSeed", 0);
    private static final ObjectKey POOL =
            ObjectKey.of(ContrailTypes.FLOATING_IP_POOL, "default-domain", "public", "public", "pool");
    private static final ObjectNames NAMES =
            settings().publicFipPool(POOL.fqName()).names();

    @Test
    @Spec({"POD-24", "EP-19", "SVC-31", "NS-43", "POD-35"})
    void calmWorldsEndAlike() {
        check(false);
    }

    @Test
    @Spec({"NS-36", "WA-11", "NS-43", "POD-35"})
    void violentWorldsEndAlike() {
        check(true);
    }

    private static void check(boolean violent) {
        LongStream.range(FIRST_SEED, FIRST_SEED + WORLDS)
                .parallel()
                .forEach(seed -> Story.check(
                        "seed " + seed, WorkloadStory.of(seed, violent), story -> tell(seed, story, violent)));
    }

    private static void tell(long seed, List<Story.Event> story, boolean violent) {
        var chaos = new Chaos(seed);
        if (!violent) {
            chaos.calm();
        }
        var random = new Random(seed);
        var world = new World(NAMES, site(), Scheduler.choosing(random::nextInt), chaos);
        world.contrail().watch(write -> isolationHolds(world.contrail(), write));
        world.apply(namespace("default")).start();
        story.forEach(event -> event.happening().accept(world));
        chaos.calm();
        world.settle();
        WorkloadStory.NAMESPACES.forEach(name -> Follow.in(world, name));
        world.list().settle();
        assertThat(world.unrest()).isEmpty();
        assertThat(chaos.unmet())
                .as("plans that rest on nothing; a tag may have been collected by another namespace")
                .allMatch(unmet -> unmet.contains(" needs tag|"));

        World calm = calm(world.facts());
        List<String> differences =
                world.contrail().differencesFrom(calm.contrail().dump());
        if (violent && !differences.isEmpty()) {
            // Who dies after a tag was collected does not tell the cluster, which notices at its next audit.
            assertThat(differences)
                    .allMatch(line -> line.startsWith("tag ") && line.endsWith("is planned but does not stand"));
            differences =
                    world.audit().contrail().differencesFrom(calm.contrail().dump());
        }
        assertThat(differences).isEmpty();
        assertThat(differencesFromPlan(world))
                .as("what stands against the plan")
                .isEmpty();
        assertThat(new TreeSet<>(texts(world))).isEqualTo(new TreeSet<>(texts(calm)));
        nothingIsLeftToDo(world);

        WorkloadStory.NAMESPACES.forEach(world::deleteWithin);
        world.settle();
        assertThat(world.unrest()).isEmpty();
        World empty =
                World.of(NAMES, site()).apply(namespace("default")).start().settle();
        assertThat(world.contrail().differencesFrom(empty.contrail().dump()))
                .as(() -> "what is left when all is deleted; left in the books: " + world.books())
                .isEmpty();
    }

    /** Of what others made a plan knows the references that we add to it; the name and address of a router are the site's. */
    private static List<String> differencesFromPlan(World world) {
        var plan = OfflinePlan.ofFacts(NAMES.settings(), world.facts());
        return world.contrail().differencesFrom(plan.objects()).stream()
                .filter(line ->
                        !line.matches("virtual-router \\S+ (display_name|virtual_router_ip_address): planned , .*"))
                .toList();
    }

    private static List<String> texts(World world) {
        return world.facts().stream().map(Object::toString).toList();
    }

    private static void nothingIsLeftToDo(World world) {
        world.contrail().takeWrites();
        Map<String, Integer> marks = world.marks();
        int writes = world.writes().size();
        world.audit();
        assertThat(world.decisionsAfter(marks)).as("plans of an audit").isEmpty();
        world.restart();
        assertThat(world.contrail().takeWrites())
                .as("writes of an audit and a restart")
                .isEmpty();
        assertThat(world.writes()).as("writes to Kubernetes").hasSize(writes);
    }

    /** The same objects, told in order to a new system. */
    private static World calm(List<KubeFact> facts) {
        World calm = World.of(NAMES, site()).start();
        facts.stream()
                .filter(NamespaceFact.class::isInstance)
                .map(NamespaceFact.class::cast)
                .forEach(calm::apply);
        calm.settle();
        facts.stream()
                .filter(fact -> !(fact instanceof NamespaceFact))
                .forEach(fact -> calm.apply(
                        fact instanceof ServiceFact || fact instanceof IngressFact ? Shown.cleared(fact) : fact));
        return calm.settle();
    }

    private static Contrail site() {
        Contrail contrail = Contrail.fresh();
        WorkloadStory.NODES.forEach(node -> contrail.with(
                ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", node),
                object("{virtual_router_ip_address: '" + WorkloadStory.addressOf(node) + "'}")));
        var network = new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, POOL.fqName().parent());
        contrail.with(
                        network,
                        object(
                                "{network_ipam_refs: [{to: ['default-domain', 'default-project', 'default-network-ipam'], attr:"
                                        + " {ipam_subnets: [{subnet: {ip_prefix: '203.0.0.0', ip_prefix_len: 16}, subnet_uuid:"
                                        + " 'public-subnet'}]}}]}"))
                .with(POOL);
        return contrail;
    }

    /** No pod of an isolated namespace is ever in the default network, not even for a moment (NS-43, POD-35). */
    private static void isolationHolds(Contrail contrail, Contrail.Write write) {
        boolean addressed = write.key().type().equals(ContrailTypes.VIRTUAL_MACHINE_INTERFACE)
                || write.key().type().equals(ContrailTypes.INSTANCE_IP);
        if (addressed && contrail.has(write.key())) {
            var body = contrail.body(write.key());
            String namespace = new Actual(write.key(), "", body).annotations().getOrDefault("namespace", "");
            if (namespace.equals(WorkloadStory.ISOLATED)) {
                assertThat(Contrail.targets(body, ContrailTypes.VIRTUAL_NETWORK))
                        .as(write.toString())
                        .doesNotContain(NAMES.defaultPodNetwork(), NAMES.defaultServiceNetwork());
            }
        }
    }
}
