package io.contrailkube.node.guard.planted.core;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** A core that decides by clock and dice. */
final class Fickle {
    String decide() {
        return Instant.now() + " " + UUID.randomUUID() + new Random(1).nextInt();
    }
}
