package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.world.Story.Mood;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two Kubernetes clusters with the same namespace names on one Contrail: each ends as planned, whatever the other does. */
class NeighboursProperties {
    private static final int WORLDS = Integer.getInteger("worlds", 20);
    private static final int FIRST_SEED = Integer.getInteger("firstSeed", 0);

    @Test
    @Spec("NS-35")
    void neighboursDoNotTouchEachOther() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            try {
                tell(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + story(seed, 1) + "\nbeside\n" + story(seed, 2), e);
            }
        }
    }

    private static String story(long seed, int which) {
        return String.join(
                "\n", events(seed, which).stream().map(Story.Event::text).toList());
    }

    private static List<Story.Event> events(long seed, int which) {
        return Story.of(10 * seed + which, Mood.VIOLENT);
    }

    private static void tell(long seed) {
        var random = new Random(seed);
        Contrail contrail = Contrail.fresh();
        Scheduler scheduler = Scheduler.choosing(random::nextInt);
        var chaos = new Chaos(seed);
        var one = new World(settings().names(), contrail, scheduler, chaos);
        var other = new World(settings().cluster("c2").names(), contrail, scheduler, chaos);
        List<World> both = List.of(one, other);
        both.forEach(world -> world.apply(namespace("default")).start());
        List<Story.Event> ofOne = events(seed, 1);
        List<Story.Event> ofOther = events(seed, 2);
        for (int i = 0; i < Math.max(ofOne.size(), ofOther.size()); i++) {
            happen(ofOne, i, one);
            happen(ofOther, i, other);
        }
        chaos.calm();
        both.forEach(world -> world.list().settle());
        both.forEach(World::audit);
        both.forEach(world -> assertThat(world.unrest()).isEmpty());
        both.forEach(world -> assertThat(missing(world)).isEmpty());

        one.entityNames().stream().filter(name -> !name.equals("default")).forEach(one::delete);
        one.settle();
        other.audit();
        assertThat(missing(other)).isEmpty();
        assertThat(contrail.keys()).noneMatch(key -> key.fqName().leaf().matches("k8s-(Namespace-)?(a|b|c|a-b)(-.*)?"));
    }

    private static void happen(List<Story.Event> events, int i, World world) {
        if (i < events.size()) {
            events.get(i).happening().accept(world);
        }
    }

    /** What of a world's plan does not stand, or stands otherwise; tags and what is shared may be marked by the other. */
    private static List<String> missing(World world) {
        return world
                .contrail()
                .differencesFrom(
                        OfflinePlan.of(world.settings(), world.manifests()).objects())
                .stream()
                .filter(line -> !line.contains("kube-") && !line.endsWith("stands but is not planned"))
                .filter(line -> !line.startsWith("tag ") || line.endsWith("is planned but does not stand"))
                .filter(line -> !line.startsWith("virtual-network default-domain:default-project:ip-fabric"))
                .filter(line -> !line.contains("-allowall firewall_rule_refs"))
                .toList();
    }
}
