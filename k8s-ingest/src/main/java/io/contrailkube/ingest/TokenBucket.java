package io.contrailkube.ingest;

import io.contrailkube.ingest.IngestSettings.Rate;
import java.time.Duration;
import java.time.Instant;

/** A token bucket; full at first. */
public final class TokenBucket {
    private final Rate rate;
    private double tokens;
    private Instant filled;

    public TokenBucket(Rate rate, Instant now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filled = now;
    }

    /** Takes a token if there is one. */
    public boolean take(Instant now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** How long until there is a token; zero if there is one. */
    public Duration untilNext(Instant now) {
        fill(now);
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / rate.perSecond() * 1e9));
    }

    private void fill(Instant now) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            tokens = Math.min(rate.burst(), tokens + seconds * rate.perSecond());
            filled = now;
        }
    }
}
