package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.verdict.Reach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever happens to network policies, pods and namespaces: in the end exactly that passes which Kubernetes lets pass. */
class PolicyProperties {
    /** For longer hunts: {@code -DpolicySystems=10000 -DfirstSeed=7000}. Each system is led into so many worlds. */
    private static final int SYSTEMS = Integer.getInteger("policySystems", 60);

    private static final int WORLDS = 5;

    private static final int FIRST_SEED = Integer.getInteger("firstSeed", 0);
    private static final int CHANGES = Integer.getInteger("policyChanges", 150);
    private static final int EVENTS = 20;
    /** Every so many of them are looked at in all respects. */
    private static final int THOROUGH = 10;

    private static final ObjectNames NAMES = settings().names();

    @Test
    @Spec({"NP-84", "NP-33", "NP-45", "NP-50", "NP-51"})
    void inCalmWorldsEveryFlowIsDecidedAlike() {
        check(false);
    }

    @Test
    @Spec({"NP-84", "NP-74", "NP-83"})
    void inViolentWorldsEveryFlowIsDecidedAlike() {
        check(true);
    }

    private static void check(boolean violent) {
        LongStream.range(FIRST_SEED, FIRST_SEED + SYSTEMS)
                .parallel()
                .forEach(seed -> Story.check(
                        "seed " + seed,
                        PolicyStory.of(seed, WORLDS, EVENTS, violent),
                        story -> tell(seed, story, violent)));
    }

    private static void tell(long seed, List<Story.Event> story, boolean violent) {
        var chaos = new Chaos(seed);
        var random = new Random(seed);
        var world = new World(NAMES, site(), Scheduler.choosing(random::nextInt), chaos);
        world.apply(namespace("default")).start();
        for (Story.Event event : story) {
            if (event.text().equals(PolicyStory.REST)) {
                chaos.calm();
                world.settle().list().settle();
                assertThat(world.unrest()).isEmpty();
                assertThat(Flows.faults(world)).isEmpty();
            } else {
                chaos.calm(!violent);
                event.happening().accept(world);
                for (int i = random.nextInt(60); i > 0 && world.step(); i--) {
                    // Some of what it leads to is done before the next.
                }
            }
        }
        if (seed % THOROUGH == 0) {
            chaos.calm();
            standsAsPlanned(world, violent);
            nothingIsLeft(world);
        }
    }

    /** It is what a plan for the same objects says, and a new life finds nothing to do. */
    private static void standsAsPlanned(World world, boolean violent) {
        if (violent) {
            world.audit();
        }
        var plan = OfflinePlan.ofFacts(NAMES.settings(), world.facts(), Flows.addresses(world));
        assertThat(world.contrail().differencesFrom(plan.objects()))
                .filteredOn(line -> !line.startsWith("virtual-router ") && !dependsOnOrder(line))
                .isEmpty();
        world.contrail().takeWrites();
        world.audit();
        world.restart();
        assertThat(world.contrail().takeWrites())
                .as("writes of an audit and a restart")
                .isEmpty();
        assertThat(world.unrest()).isEmpty();
    }

    /** Which of two policies has the name that both want depends on who came first. */
    private static boolean dependsOnOrder(String line) {
        return line.contains("k8s-a-b-np");
    }

    private static void nothingIsLeft(World world) {
        PolicyStory.NAMESPACES.forEach(world::deleteWithin);
        world.settle();
        World empty = new World(NAMES, site(), Scheduler.inTurn(), Mishaps.NONE);
        empty.apply(namespace("default")).start().list().settle();
        assertThat(world.contrail().differencesFrom(empty.contrail().dump()))
                .as(() -> "what is left when all is deleted; left in the books: " + world.books())
                .isEmpty();
    }

    /**
     * A change of one policy, looked at after every write: what passes before and after never ceases to, and what passes neither
     * before nor after never does (spec 03 section 11.6).
     */
    @Test
    @Spec({"NP-60", "NP-61", "NP-84"})
    void noStateBetweenOpensOrClosesWhatIsTheSameBeforeAndAfter() {
        LongStream.range(FIRST_SEED, FIRST_SEED + CHANGES).parallel().forEach(PolicyProperties::change);
    }

    private static void change(long seed) {
        var random = new Random(seed);
        var chaos = new Chaos(seed);
        chaos.calm();
        var world = new World(NAMES, site(), Scheduler.choosing(random::nextInt), chaos);
        world.apply(namespace("default")).start();
        PolicyStory.town(seed).forEach(event -> event.happening().accept(world));
        world.settle();
        // The same pods and namespaces before and after.
        List<JsonNode> objects = Flows.objects(world.facts(), world.contrail());
        Reach before = Flows.done(objects, Flows.dump(world.contrail()));
        var between = new LinkedHashMap<String, Reach>();
        world.contrail()
                .watch(write ->
                        between.put(between.size() + " " + write, Flows.done(objects, Flows.dump(world.contrail()))));
        Story.Event event = PolicyStory.change(seed);
        event.happening().accept(world);
        world.settle();
        Reach after = Flows.done(objects, Flows.dump(world.contrail()));
        between.forEach((write, reach) -> assertThat(reach.strayFrom(before, after))
                .as(() -> "seed " + seed + ", " + event + " in " + world.facts() + " after " + write + " of "
                        + between.keySet())
                .isEmpty());
    }

    static Contrail site() {
        return Contrail.fresh()
                .with(
                        ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", PolicyStory.NODE),
                        object("{virtual_router_ip_address: '10.0.0.5'}"));
    }
}
