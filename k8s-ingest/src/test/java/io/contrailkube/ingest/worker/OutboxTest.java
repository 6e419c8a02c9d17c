package io.contrailkube.ingest.worker;

import static io.contrailkube.ingest.support.Things.id;
import static io.contrailkube.ingest.support.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactChange.Absent;
import io.contrailkube.core.port.FactChange.Present;
import io.contrailkube.ingest.Backoff;
import io.contrailkube.ingest.IngestSettings.Offering;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = outbox(8, 100);

    @Test
    void oneOfferPerNamespaceIsUnderWay() {
        outbox.add(present("a", "1", "red"));
        outbox.add(present("a", "2", "red"));
        outbox.add(present("b", "3", "red"));

        assertThat(outbox.take()).containsExactly(present("a", "1", "red"), present("b", "3", "red"));
        assertThat(outbox.take()).isEmpty();
        outbox.delivered("a");
        assertThat(outbox.take()).containsExactly(present("a", "2", "red"));
        assertThat(outbox.pending()).isEqualTo(2);
    }

    @Test
    void ofOneObjectTheNewestWaits() {
        outbox.add(present("a", "1", "red"));
        outbox.take();
        outbox.add(present("a", "1", "blue"));
        outbox.add(present("a", "1", "green"));
        assertThat(outbox.pending()).isEqualTo(2);

        outbox.delivered("a");

        assertThat(outbox.take()).containsExactly(present("a", "1", "green"));
    }

    @Spec("NS-32")
    @Test
    void aDeletionAndTheNextObjectOfTheNameAreBothTold() {
        outbox.add(present("a", "0", "red"));
        outbox.take();
        outbox.add(present("a", "1", "red"));
        outbox.add(absent("a", "1"));
        outbox.add(present("a", "2", "red"));
        outbox.add(present("a", "2", "blue"));

        outbox.delivered("a");
        assertThat(outbox.take()).containsExactly(absent("a", "1"));
        outbox.delivered("a");
        assertThat(outbox.take()).containsExactly(present("a", "2", "blue"));
    }

    @Test
    void whatFailedComesFirstAfterItsRestInItsNewestForm() {
        outbox.add(present("a", "1", "red"));
        outbox.take();
        outbox.add(present("a", "2", "red"));
        outbox.add(present("a", "1", "blue"));

        assertThat(outbox.failed("a", 0.5)).hasMillis(100);
        assertThat(outbox.take()).isEmpty();
        outbox.add(present("a", "1", "green"));
        assertThat(outbox.pending()).isEqualTo(2);
        outbox.rested("a");
        assertThat(outbox.take()).containsExactly(present("a", "1", "green"));
        assertThat(outbox.failed("a", 0.5)).hasMillis(200);
    }

    @Spec("NS-38")
    @Test
    void aFailingNamespaceTakesNeitherTheSlotsNorTheRoomOfOthers() {
        var small = outbox(1, 2);
        small.add(present("bad", "1", "red"));
        small.take();
        small.failed("bad", 0.5);
        for (int i = 2; i < 20; i++) {
            small.add(present("bad", String.valueOf(i), "red"));
        }
        assertThat(small.isFull()).isFalse();
        small.rested("bad");
        assertThat(small.take()).hasSize(1);

        small.add(present("good", "g", "red"));
        assertThat(small.take()).containsExactly(present("good", "g", "red"));
        assertThat(small.failingNamespaces()).isEqualTo(1);
    }

    @Test
    void isFullWhenTooMuchWaits() {
        var small = outbox(1, 2);
        small.add(present("a", "1", "red"));
        assertThat(small.isFull()).isFalse();
        small.add(present("b", "2", "red"));
        assertThat(small.isFull()).isTrue();

        assertThat(small.take()).hasSize(1);
        small.delivered("a");

        assertThat(small.isFull()).isFalse();
        assertThat(small.take()).containsExactly(present("b", "2", "red"));
        small.delivered("b");
        assertThat(small.pending()).isZero();
    }

    private static Outbox outbox(int parallelism, int maxPending) {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0);
        return new Outbox(new Offering(parallelism, maxPending, Duration.ofSeconds(1), backoff));
    }

    private static FactChange present(String namespace, String uid, String colour) {
        return new Present(thing(namespace, uid, uid, colour), Instant.EPOCH);
    }

    private static FactChange absent(String namespace, String uid) {
        return new Absent(id(namespace, uid, uid), Instant.EPOCH);
    }
}
