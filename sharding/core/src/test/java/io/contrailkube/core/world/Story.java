package io.contrailkube.core.world;

import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

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
    /** Longest story. */
    private static final int LENGTH = 24;

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Integer> lives = new TreeMap<>();

    private Story(Random random) {
        this.random = random;
    }

    /** @param violent processes die in it, beside what namespaces go through */
    static List<Event> of(long seed, boolean violent) {
        var story = new Story(new Random(seed));
        int length = 1 + story.random.nextInt(LENGTH);
        for (int i = 0; i < length; i++) {
            story.events.add(story.next(violent));
        }
        return story.events;
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
