package io.contrailkube.standins.http;

/** A token bucket that answers how long a caller has to wait for its token. */
final class TokenBucket {
    private final double nanosPerToken;
    private final double burstNanos;
    private double full = Double.NEGATIVE_INFINITY;

    TokenBucket(double perSecond, double burst) {
        this.nanosPerToken = 1e9 / perSecond;
        this.burstNanos = nanosPerToken * burst;
    }

    /** Takes one token; the nanoseconds until it is there, 0 when it is there now. */
    synchronized long take(long now) {
        full = Math.max(full, now - burstNanos) + nanosPerToken;
        return Math.max(0, (long) (full - now));
    }
}
