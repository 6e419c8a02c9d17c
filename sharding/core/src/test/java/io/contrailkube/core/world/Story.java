package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a world: a list of events, each of which makes sense whatever went before, so that a story that fails
 * can be told with fewer of them.
 */
final class Story {
    /** One thing that happens. */
    record Event(String text, Consumer<World> happening) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final List<String> NAMES = List.of("a", "b", "c", "a-b");
    private static final List<String> KEYS = List.of("team", "Team", "app.kubernetes.io/part-of");
    /** How often a story that fails is told anew; {@code -Dtellings=500} shortens it further. */
    private static final int TELLINGS = Integer.getInteger("tellings", 30);
    /** Longest story. */
    private static final int LENGTH = 24;

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Integer> lives = new TreeMap<>();

    private Story(Random random) {
        this.random = random;
    }

    /** How much goes wrong in a story. */
    enum Mood {
        /** Namespaces come, change and go. */
        CALM,
        /** Processes die as well. */
        VIOLENT,
        /** Operators take away and change what is ours as well. */
        MEDDLED
    }

    /** Tells a story; one that fails is told as short as it fails. */
    static void check(String name, List<Event> story, Consumer<List<Event>> tell) {
        if (failure(story, tell) != null) {
            List<Event> shortest = shrink(story, tell);
            throw new AssertionError(
                    name + ":\n"
                            + String.join(
                                    "\n", shortest.stream().map(Event::text).toList()),
                    failure(shortest, tell));
        }
    }

    /** Leaves out events as long as the story fails without them; not for ever. */
    private static List<Event> shrink(List<Event> story, Consumer<List<Event>> tell) {
        List<Event> shortest = story;
        int tellings = 0;
        for (int i = 0; i < shortest.size() && tellings < TELLINGS; tellings++) {
            var shorter = new ArrayList<>(shortest);
            shorter.remove(i);
            if (failure(shorter, tell) != null) {
                shortest = shorter;
            } else {
                i++;
            }
        }
        return shortest;
    }

    private static @Nullable Throwable failure(List<Event> story, Consumer<List<Event>> tell) {
        try {
            tell.accept(story);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }

    static List<Event> of(long seed, Mood mood) {
        var story = new Story(new Random(seed));
        int length = 1 + story.random.nextInt(LENGTH);
        for (int i = 0; i < length; i++) {
            boolean meddled = mood == Mood.MEDDLED && story.random.nextInt(4) == 0;
            story.events.add(meddled ? story.meddling() : story.next(mood != Mood.CALM));
        }
        return story.events;
    }

    private Event meddling() {
        int which = random.nextInt(1000);
        if (random.nextBoolean()) {
            return new Event("operator removes object " + which, world -> pick(world, which)
                    .ifPresent(world.contrail()::remove));
        }
        return new Event("operator changes object " + which, world -> pick(world, which)
                .ifPresent(key -> meddle(world.contrail().body(key))));
    }

    private static void meddle(ObjectNode body) {
        if (body.has("fabric_snat")) {
            body.put("fabric_snat", !body.path("fabric_snat").asBoolean());
        }
        if (body.has("direction")) {
            body.put("direction", "<");
        }
        body.remove(List.of("network_policy_entries", "security_group_entries", "network_policy_refs"));
    }

    /** One of our objects that nothing rests on. */
    private static Optional<ObjectKey> pick(World world, int which) {
        Contrail contrail = world.contrail();
        List<ObjectKey> ours = contrail.keys().stream()
                .filter(key ->
                        new Actual(key, "", contrail.body(key)).annotations().containsKey("cluster"))
                .filter(key -> contrail.inTheWay(key) == null)
                .sorted()
                .toList();
        return ours.isEmpty() ? Optional.empty() : Optional.of(ours.get(which % ours.size()));
    }

    private Event next(boolean violent) {
        int dice = random.nextInt(violent ? 20 : 14);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (dice < 8) {
            return change(name);
        }
        if (dice < 11) {
            return new Event("delete " + name, world -> world.delete(name));
        }
        if (dice < 12) {
            return new Event("rest", World::settle);
        }
        if (dice < 13) {
            return new Event("audit", world -> world.settle().audit());
        }
        if (dice < 14) {
            return new Event("list", World::list);
        }
        if (dice < 17) {
            return new Event("kill " + name, world -> world.kill(name));
        }
        if (dice < 18) {
            return new Event("kill cluster", World::kill);
        }
        if (dice < 19) {
            return new Event(
                    "kill all, delete " + name + " unseen, list",
                    world -> world.killAll().deleteUnseen(name).list());
        }
        int steps = random.nextInt(30);
        return new Event(steps + " steps", world -> {
            for (int i = 0; i < steps; i++) {
                world.step();
            }
        });
    }

    /**
     * The namespace as it is from now on. What cannot change in a life (isolation, forwarding) follows from the life; the
     * rest is drawn anew.
     */
    private Event change(String name) {
        boolean anew = random.nextInt(6) == 0;
        int life = lives.merge(name, anew ? 1 : 0, Integer::sum);
        NamespaceBuilder namespace = inLife(name, life);
        if (random.nextBoolean()) {
            namespace = namespace.snat(random.nextBoolean());
        }
        for (String key : KEYS) {
            if (random.nextInt(3) == 0) {
                namespace = namespace.label(key, "v" + random.nextInt(2));
            }
        }
        NamespaceBuilder wanted = namespace;
        return new Event("apply " + wanted + " life " + life, world -> world.apply(wanted));
    }

    private static NamespaceBuilder inLife(String name, int life) {
        var fate = new Random(name.hashCode() * 31L + life);
        NamespaceBuilder namespace = Given.namespace(name).uid(name + life);
        if (fate.nextBoolean()) {
            namespace = namespace.isolated();
            if (fate.nextInt(3) == 0) {
                namespace = namespace.forwarding(fate.nextBoolean());
            }
        }
        return namespace;
    }
}
