package io.contrailkube.node.acceptance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/** How long the controller may take: much longer than it does, because a busy machine must not fail a test. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration STEP = Duration.ofMillis(40);

    private Patience() {}

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(STEP).untilAsserted(assertion);
    }
}
