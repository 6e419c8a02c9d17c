package io.contrailkube.gateway;

/** Lets so many through at once and so many a second; a rate of 0 lets everything through. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAt;

    TokenBucket(double perSecond, int burst, long nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = nanoTime;
    }

    /** Takes a token if there is one. */
    boolean take(long nanoTime) {
        if (perSecond == 0) {
            return true;
        }
        tokens = Math.min(burst, tokens + (nanoTime - filledAt) * perSecond / NANOS);
        filledAt = nanoTime;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Nanoseconds until the next token, as of the last try. */
    long untilNext() {
        return perSecond == 0 ? 0 : (long) Math.ceil(Math.max(0, 1 - tokens) * NANOS / perSecond);
    }
}
