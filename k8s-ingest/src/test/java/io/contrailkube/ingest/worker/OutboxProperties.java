package io.contrailkube.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactChange.Present;
import io.contrailkube.ingest.Backoff;
import io.contrailkube.ingest.IngestSettings.Offering;
import io.contrailkube.ingest.support.Things;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is heard, and however often offers fail: in the end the entities know what the cache knows. */
class OutboxProperties {
    private static final int STEPS = 400;

    static List<Long> seeds() {
        return new Random(20_260_101).longs(300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void entitiesEndUpWithWhatTheCacheHolds(long seed) {
        var world = new World(new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        world.settle();

        assertThat(world.entities).as("seed %d", seed).isEqualTo(world.inCache());
        assertThat(world.outbox.pending()).isZero();
        assertThat(world.outbox.failingNamespaces()).isZero();
    }

    private static final class World {
        private final Random random;
        private final FactCache cache = new FactCache();
        private final Outbox outbox = new Outbox(
                new Offering(3, 10, Duration.ofSeconds(1), new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0)));
        private final Map<String, KubeFact> entities = new HashMap<>();
        private final Map<String, FactChange> underWay = new HashMap<>();
        private final Set<String> resting = new HashSet<>();
        private final Map<String, String> uids = new HashMap<>();

        World(Random random) {
            this.random = random;
        }

        void step() {
            switch (random.nextInt(6)) {
                case 0 -> hear(cache.present(fact(), Instant.EPOCH));
                case 1 -> hear(cache.deleted(forget(), Instant.EPOCH));
                case 2 -> hear(cache.ignored(fact().id(), Instant.EPOCH));
                case 3 -> list();
                case 4 -> answer(random.nextBoolean());
                default -> rest();
            }
            take();
        }

        void settle() {
            while (outbox.pending() > 0) {
                rest();
                take();
                answer(true);
            }
        }

        Map<String, KubeFact> inCache() {
            var facts = new HashMap<String, KubeFact>();
            for (String namespace : cache.namespaces()) {
                cache.in(namespace, "", Integer.MAX_VALUE)
                        .forEach(fact -> facts.put(fact.id().uid(), fact));
            }
            return facts;
        }

        private void list() {
            cache.listBegins();
            for (int i = random.nextInt(6); i > 0; i--) {
                hear(cache.listed(fact(), Instant.EPOCH));
            }
            hear(cache.listEnds(Instant.EPOCH));
        }

        private void hear(List<FactChange> changes) {
            changes.forEach(outbox::add);
        }

        private void take() {
            for (FactChange change : outbox.take()) {
                FactChange other = underWay.put(change.id().namespace(), change);
                assertThat(other).as("one offer per namespace").isNull();
            }
        }

        private void answer(boolean held) {
            for (FactChange change : new ArrayList<>(underWay.values())) {
                String namespace = change.id().namespace();
                underWay.remove(namespace);
                if (held) {
                    if (change instanceof Present present) {
                        entities.put(change.id().uid(), present.fact());
                    } else {
                        entities.remove(change.id().uid());
                    }
                    outbox.delivered(namespace);
                } else {
                    outbox.failed(namespace, 0.5);
                    resting.add(namespace);
                }
            }
        }

        private void rest() {
            resting.forEach(outbox::rested);
            resting.clear();
        }

        /** Of one of few names, so that objects follow each other. */
        private KubeFact fact() {
            String namespace = "ns" + random.nextInt(4);
            String name = "x" + random.nextInt(3);
            String uid = uids.computeIfAbsent(namespace + '/' + name, key -> "u" + random.nextLong());
            return Things.thing(namespace, name, uid, "colour" + random.nextInt(3));
        }

        private ObjectId forget() {
            ObjectId id = fact().id();
            uids.remove(id.namespace() + '/' + id.name());
            return id;
        }
    }
}
