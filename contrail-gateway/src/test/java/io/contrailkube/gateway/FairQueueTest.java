package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>();

    private List<String> pollAll() {
        var polled = new ArrayList<String>();
        for (String item = queue.poll(); item != null; item = queue.poll()) {
            polled.add(item);
        }
        return polled;
    }

    @Test
    void ownersTakeTurnsHoweverMuchOneHas() {
        for (int i = 0; i < 3; i++) {
            queue.offer("big", "big-" + i, "big-" + i);
        }
        queue.offer("small", "small-0", "small-0");
        assertThat(pollAll()).containsExactly("big-0", "small-0", "big-1", "big-2");
    }

    @Test
    void oneOfALaneAtATimeInOrderWhoeverOwnsIt() {
        queue.offer("one", "hub", "first");
        queue.offer("two", "hub", "second");
        queue.offer("one", "hub", "third");
        assertThat(pollAll()).containsExactly("first");
        assertThat(queue.size()).isEqualTo(2);

        queue.done("hub");
        assertThat(pollAll()).containsExactly("second");
        queue.done("hub");
        assertThat(pollAll()).containsExactly("third");
        queue.done("hub");

        queue.offer("one", "hub", "fourth");
        assertThat(pollAll()).containsExactly("fourth");
    }

    @Test
    void whatIsRepeatedKeepsItsLane() {
        queue.offer("one", "hub", "first");
        queue.offer("one", "hub", "second");
        assertThat(queue.poll()).isEqualTo("first");
        queue.offerAgain("one", "first");
        assertThat(pollAll()).containsExactly("first");
        queue.done("hub");
        assertThat(pollAll()).containsExactly("second");
    }

    @Test
    void expressGoesFirst() {
        queue.offer("one", "a", "write");
        queue.offer(FairQueue.EXPRESS, null, "read");
        queue.offer(FairQueue.EXPRESS, null, "read too");
        assertThat(pollAll()).containsExactly("read", "read too", "write");
    }
}
