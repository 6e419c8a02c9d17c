package io.contrailkube.ingest.worker;

import static io.contrailkube.ingest.support.Things.id;
import static io.contrailkube.ingest.support.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactChange.Absent;
import io.contrailkube.core.port.FactChange.Present;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactCacheTest {
    private static final Instant NOW = Instant.EPOCH;
    private final FactCache cache = new FactCache();

    @Spec("NS-40")
    @Test
    void whatDoesNotChangeIsNoChange() {
        assertThat(cache.present(thing("ns", "a", "1", "red"), NOW))
                .containsExactly(new Present(thing("ns", "a", "1", "red"), NOW));
        assertThat(cache.present(thing("ns", "a", "1", "red"), NOW.plusSeconds(1)))
                .isEmpty();
        assertThat(cache.present(thing("ns", "a", "1", "blue"), NOW)).hasSize(1);
    }

    @Test
    void aNewObjectOfTheSameNameMeansThatTheOldOneIsGone() {
        cache.present(thing("ns", "a", "1", "red"), NOW);

        assertThat(cache.present(thing("ns", "a", "2", "red"), NOW)).containsExactly(absent("1"), present("2"));
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void aLateDeletionOfTheOldOneLeavesTheNewOne() {
        cache.present(thing("ns", "a", "2", "red"), NOW);

        assertThat(cache.deleted(id("ns", "a", "1"), NOW)).containsExactly(absent("1"));
        assertThat(cache.in("ns", "", 10)).containsExactly(thing("ns", "a", "2", "red"));
    }

    @Test
    void whatStopsToCountIsAbsentOnce() {
        cache.present(thing("ns", "a", "1", "red"), NOW);

        assertThat(cache.ignored(id("ns", "a", "1"), NOW)).containsExactly(absent("1"));
        assertThat(cache.ignored(id("ns", "a", "1"), NOW)).isEmpty();
        assertThat(cache.namespaces()).isEmpty();
    }

    @Spec({"WA-2", "WA-3"})
    @Test
    void aCompleteListYieldsTheDeletionsThatWereMissed() {
        cache.present(thing("ns", "a", "1", "red"), NOW);
        cache.present(thing("ns", "b", "2", "red"), NOW);
        cache.present(thing("other", "c", "3", "red"), NOW);

        cache.listBegins();
        assertThat(cache.listed(thing("ns", "b", "2", "red"), NOW)).isEmpty();
        assertThat(cache.listed(thing("ns", "d", "4", "red"), NOW)).hasSize(1);

        assertThat(cache.listEnds(NOW)).containsExactlyInAnyOrder(absent("1"), new Absent(id("other", "c", "3"), NOW));
        assertThat(cache.namespaces()).containsExactly("ns");
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void aListThatWasBegunAnewCountsFromItsNewBeginning() {
        cache.present(thing("ns", "a", "1", "red"), NOW);
        cache.listBegins();
        cache.listed(thing("ns", "a", "1", "red"), NOW);

        cache.listBegins();

        assertThat(cache.listEnds(NOW)).containsExactly(absent("1"));
    }

    @Test
    void factsAreFoundByNamespace() {
        cache.present(thing("ns", "a", "1", "red"), NOW);
        cache.present(thing("other", "a", "2", "red"), NOW);

        assertThat(cache.in("ns", "", 10)).isEqualTo(List.of(thing("ns", "a", "1", "red")));
        assertThat(cache.in("none", "", 10)).isEmpty();
        assertThat(cache.namespaces()).containsExactlyInAnyOrder("ns", "other");
    }

    @Test
    void factsAreReadInParts() {
        for (String name : List.of("c", "a", "d", "b")) {
            cache.present(thing("ns", name, name, "red"), NOW);
        }

        assertThat(cache.in("ns", "", 2)).extracting(fact -> fact.id().name()).containsExactly("a", "b");
        assertThat(cache.in("ns", "b", 2)).extracting(fact -> fact.id().name()).containsExactly("c", "d");
        assertThat(cache.in("ns", "d", 2)).isEmpty();
    }

    private static FactChange absent(String uid) {
        return new Absent(id("ns", "a", uid), NOW);
    }

    private static FactChange present(String uid) {
        return new Present(thing("ns", "a", uid, "red"), NOW);
    }
}
