package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.world.Story.Mood;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever namespaces go through, whoever dies meanwhile and whatever is lost, repeated or overtaken on the way: in the
 * end Contrail holds what the manifests mean, and nobody else's object has been touched.
 */
class ConvergenceProperties {
    /** For longer hunts: {@code -Dworlds=5000 -DfirstSeed=1000}. */
    private static final int WORLDS = Integer.getInteger("worlds", 40);

    private static final int FIRST_SEED = Integer.getInteger("firstSeed", 0);
    private static final List<String> BUILT_IN = List.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final ObjectKey ELSEWHERE = ObjectKey.of(ContrailTypes.PROJECT, "default-domain", "elsewhere");
    private static final ObjectKey SAME_LEAF =
            ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "elsewhere", "k8s-a-pod-network");
    private static final ObjectKey OTHER_TAG = ObjectKey.of(ContrailTypes.TAG, "team=others");

    @Test
    void calmWorldsEndAsPlanned() {
        check(Mood.CALM);
    }

    @Test
    @Spec({"CL-29", "NS-36"})
    void violentWorldsEndAsPlanned() {
        check(Mood.VIOLENT);
    }

    @Test
    void meddledWorldsEndAsPlanned() {
        check(Mood.MEDDLED);
    }

    private static void check(Mood mood) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            long which = seed;
            Story.check(
                    "seed " + seed + ", " + mood + ": " + names(seed).settings(),
                    Story.of(seed, mood),
                    story -> tell(which, story, mood));
        }
    }

    private static void tell(long seed, List<Story.Event> story, Mood mood) {
        ObjectNames names = names(seed);
        Contrail contrail = Contrail.fresh()
                .with(ELSEWHERE)
                .with(SAME_LEAF, object("{annotations: {key_value_pair: [{key: 'name', value: 'a'}]}}"))
                .with(OTHER_TAG);
        var chaos = new Chaos(seed);
        if (mood == Mood.CALM) {
            chaos.calm();
        }
        var random = new Random(seed);
        var world = new World(names, contrail, Scheduler.choosing(random::nextInt), chaos);
        BUILT_IN.forEach(name -> world.apply(namespace(name)));
        world.start();
        story.forEach(event -> event.happening().accept(world));
        chaos.calm();
        world.list().settle();
        if (mood == Mood.MEDDLED) {
            world.audit();
        } else {
            assertThat(chaos.unmet()).as("plans that rest on nothing").isEmpty();
        }
        assertThat(world.unrest()).isEmpty();
        List<JsonNode> manifests = world.manifests();
        assertThat(contrail.differencesFrom(planned(names, manifests))).isEmpty();
        nothingIsLeftToDo(world);
        world.entityNames().stream().filter(name -> !BUILT_IN.contains(name)).forEach(world::delete);
        world.settle();
        assertThat(contrail.differencesFrom(planned(names, List.of()))).isEmpty();
        assertThat(world.clusterState().contributions().keySet()).containsExactlyInAnyOrderElementsOf(BUILT_IN);
    }

    private static void nothingIsLeftToDo(World world) {
        world.contrail().takeWrites();
        int decisions = world.decisions();
        world.audit();
        assertThat(world.decisions()).as("plans of an audit").isEqualTo(decisions);
        world.restart();
        assertThat(world.contrail().takeWrites())
                .as("writes of an audit and a restart")
                .isEmpty();
    }

    private static SortedMap<String, SortedMap<String, ObjectNode>> planned(
            ObjectNames names, List<JsonNode> manifests) {
        return OfflinePlan.of(names.settings(), manifests).objects();
    }

    private static ObjectNames names(long seed) {
        var random = new Random(seed);
        var settings = settings()
                .forwarding(random.nextInt(4) == 0)
                .snat(random.nextBoolean())
                .sharedRead(random.nextBoolean())
                .secureProject(random.nextInt(4) == 0);
        return (random.nextInt(4) == 0 ? settings.project("admin") : settings).names();
    }
}
