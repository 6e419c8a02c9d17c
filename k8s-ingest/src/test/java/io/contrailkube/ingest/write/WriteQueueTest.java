package io.contrailkube.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.ingest.Backoff;
import io.contrailkube.ingest.IngestSettings.Rate;
import io.contrailkube.ingest.IngestSettings.Writes;
import io.contrailkube.ingest.write.WriteQueue.Target;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private static final Writes SETTINGS = new Writes(
            2, 4, new Rate(1, 1), new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0), Duration.ZERO);

    private final WriteQueue queue = new WriteQueue(SETTINGS);

    @Test
    void theLatestWriteToAPlaceWins() {
        queue.add(write("a", 1));
        queue.add(write("b", 1));
        queue.add(write("a", 2));

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.take()).isEqualTo(write("a", 2));
        assertThat(queue.take()).isEqualTo(write("b", 1));
        assertThat(queue.take()).isNull();
    }

    @Test
    void placesOfOneObjectAreIndependent() {
        var status = new KubeWrite(id("a"), Place.STATUS, JsonNodeFactory.instance.objectNode());
        queue.add(write("a", 1));
        queue.add(status);

        assertThat(queue.take()).isEqualTo(write("a", 1));
        assertThat(queue.take()).isEqualTo(status);
    }

    @Test
    void onlyOneOfAPlaceAndSoManyOfAllAreInFlight() {
        queue.add(write("a", 1));
        queue.take();
        queue.add(write("a", 2));
        assertThat(queue.hasNext()).isFalse();

        queue.add(write("b", 1));
        queue.add(write("c", 1));
        assertThat(queue.take()).isEqualTo(write("b", 1));
        assertThat(queue.hasNext()).isFalse();

        queue.settled(target("a"));
        assertThat(queue.take()).isEqualTo(write("c", 1));
        queue.settled(target("c"));
        assertThat(queue.take()).isEqualTo(write("a", 2));
        queue.settled(target("a"));
        queue.settled(target("b"));
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatFailedRestsLongerEachTimeAndGivesWayToNewerOnes() {
        queue.add(write("a", 1));
        queue.take();
        assertThat(queue.failed(target("a"), 0)).hasMillis(100);
        assertThat(queue.hasNext()).isFalse();
        queue.rested(target("a"));
        assertThat(queue.take()).isEqualTo(write("a", 1));

        queue.add(write("a", 2));
        assertThat(queue.failed(target("a"), 0)).hasMillis(200);
        queue.add(write("a", 3));
        assertThat(queue.hasNext()).isFalse();
        queue.rested(target("a"));
        assertThat(queue.take()).isEqualTo(write("a", 3));

        queue.settled(target("a"));
        queue.rested(target("a"));
        assertThat(queue.size()).isZero();
    }

    @Test
    void thoseThatWaitLongestMakeRoomButNotThoseInFlight() {
        queue.add(write("a", 1));
        queue.take();
        queue.add(write("b", 1));
        queue.add(write("c", 1));
        queue.add(write("d", 1));

        assertThat(queue.add(write("c", 2))).isEmpty();
        assertThat(queue.add(write("e", 1))).contains(write("b", 1));
        assertThat(queue.size()).isEqualTo(4);
        assertThat(queue.take()).isEqualTo(write("c", 2));
        assertThat(queue.add(write("f", 1))).contains(write("d", 1));
        queue.settled(target("a"));
        assertThat(queue.take()).isEqualTo(write("e", 1));
    }

    private static Target target(String uid) {
        return Target.of(write(uid, 0));
    }

    private static KubeWrite write(String uid, int version) {
        return new KubeWrite(
                id(uid),
                Place.ANNOTATIONS,
                JsonNodeFactory.instance.objectNode().put("version", version));
    }

    private static ObjectId id(String uid) {
        return new ObjectId("Pod", "ns", "name-" + uid, uid);
    }
}
