package io.contrailkube.ingest.events;

import io.contrailkube.ingest.IngestSettings.Rate;
import java.time.Duration;
import java.time.Instant;

/** A token bucket; full at first. */
final class TokenBucket {
    private final Rate rate;
    private double tokens;
    private Instant filled;

    TokenBucket(Rate rate, Instant now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filled = now;
    }

    /** Takes a token if there is one. */
    boolean take(Instant now) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            tokens = Math.min(rate.burst(), tokens + seconds * rate.perSecond());
            filled = now;
        }
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
