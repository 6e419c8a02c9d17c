package io.contrailkube.ingest;

import com.typesafe.config.Config;
import java.time.Duration;

/** Settings of the ingest, {@code contrail-kube.ingest} in HOCON; {@code reference.conf} says what each means. */
public record IngestSettings(
        Access access, Watching watching, Offering offering, Workers workers, Events events, Writes writes) {
    /** How to reach the Kubernetes API. */
    public record Access(Server server, Tls tls, Duration connectTimeout, Duration requestTimeout) {}

    /** Where the Kubernetes API is and who we are; all empty means found out: kubeconfig of the user, or in-cluster. */
    public record Server(String kubeconfig, String context, String url, String token) {
        public Server {
            if (!kubeconfig.isEmpty() && !url.isEmpty()) {
                throw new IllegalArgumentException(
                        "kubeconfig '" + kubeconfig + "' and server '" + url + "' exclude each other: set one of them");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Server[kubeconfig=" + kubeconfig + ", context=" + context + ", url=" + url + ']';
        }
    }

    public record Tls(String caFile, boolean verify) {}

    /**
     * How a kind is listed and watched.
     *
     * @param maxLine bytes in one event
     * @param longestRetryAfter a server that asks to be left alone for longer is asked again after this
     * @param unservedPause how often a kind that need not be there is looked for
     */
    public record Watching(
            int pageSize,
            int maxLine,
            Lifetime life,
            Backoff backoff,
            Duration longestRetryAfter,
            Duration unservedPause) {
        public Watching {
            if (pageSize < 1 || maxLine < 1) {
                throw new IllegalArgumentException(
                        "page-size and max-line must be at least 1, not " + pageSize + " and " + maxLine);
            }
        }
    }

    /**
     * How long one watch lives.
     *
     * @param min its life on the server is random from here ...
     * @param max ... to here
     * @param idle a watch without a byte for so long is replaced (spec 01, WA-4)
     * @param steady a watch that lived so long ends a row of failures
     */
    public record Lifetime(Duration min, Duration max, Duration idle, Duration steady) {
        public Lifetime {
            if (min.toSeconds() < 1 || max.compareTo(min) < 0) {
                throw new IllegalArgumentException(
                        "a watch cannot live from " + min + " to " + max + ": at least 1s, min-life first");
            }
            if (idle.isZero() || idle.isNegative()) {
                throw new IllegalArgumentException("idle-timeout must be positive, not " + idle);
            }
        }
    }

    /**
     * @param parallelism namespaces with an offer in flight
     * @param maxPending changes that may wait before the watch is held back
     * @param timeout an offer without an answer for so long has failed
     */
    public record Offering(int parallelism, int maxPending, Duration timeout, Backoff backoff) {
        public Offering {
            if (parallelism < 1 || maxPending < 1) {
                throw new IllegalArgumentException(
                        "parallelism and max-pending must be at least 1, not " + parallelism + " and " + maxPending);
            }
        }
    }

    /**
     * @param keepAlive how often a worker that is missing is started again
     * @param answer how long an entity waits for the facts of its namespace
     * @param part facts in one message of a replay
     * @param view how long a worker may take to say how it fares
     */
    public record Workers(Duration keepAlive, Duration answer, int part, Duration view) {
        public Workers {
            if (part < 1) {
                throw new IllegalArgumentException("replay-part must be at least 1, not " + part);
            }
        }
    }

    /**
     * @param window repeats within it are counted, not written
     * @param remembered events whose repeats are recognised
     * @param queue notices that may wait; more are dropped
     */
    public record Events(Duration window, int remembered, int queue, Rate perObject, Rate overall) {
        public Events {
            if (remembered < 1 || queue < 1) {
                throw new IllegalArgumentException(
                        "remembered and queue must be at least 1, not " + remembered + " and " + queue);
            }
        }
    }

    /**
     * @param parallelism writes in flight
     * @param queue places of objects that may have a write waiting; more displace the oldest
     * @param longestRetryAfter a server that asks to be left alone for longer is asked again after this
     */
    public record Writes(int parallelism, int queue, Rate rate, Backoff backoff, Duration longestRetryAfter) {
        public Writes {
            if (parallelism < 1 || queue <= parallelism) {
                throw new IllegalArgumentException(
                        "writes need a parallelism of at least 1 and a queue larger than that, not " + parallelism
                                + " and " + queue);
            }
        }
    }

    /** A token bucket. */
    public record Rate(int burst, double perSecond) {
        public Rate {
            if (burst < 1 || !(perSecond > 0)) {
                throw new IllegalArgumentException("a rate needs a burst of at least 1 and more than 0 per second, not "
                        + burst + " and " + perSecond);
            }
        }
    }

    public static IngestSettings from(Config root) {
        Config ingest = root.getConfig("contrail-kube.ingest");
        return new IngestSettings(
                access(ingest.getConfig("kubernetes")),
                watching(ingest.getConfig("watch")),
                offering(ingest.getConfig("offers")),
                workers(ingest.getConfig("workers")),
                events(ingest.getConfig("events")),
                writes(ingest.getConfig("writes")));
    }

    private static Access access(Config c) {
        return new Access(
                new Server(
                        c.getString("kubeconfig"), c.getString("context"), c.getString("server"), c.getString("token")),
                new Tls(c.getString("ca-file"), c.getBoolean("verify-tls")),
                c.getDuration("connect-timeout"),
                c.getDuration("request-timeout"));
    }

    private static Watching watching(Config c) {
        return new Watching(
                c.getInt("page-size"),
                Math.toIntExact(c.getBytes("max-line")),
                new Lifetime(
                        c.getDuration("min-life"),
                        c.getDuration("max-life"),
                        c.getDuration("idle-timeout"),
                        c.getDuration("steady-after")),
                backoff(c.getConfig("backoff")),
                c.getDuration("longest-retry-after"),
                c.getDuration("unserved-pause"));
    }

    private static Offering offering(Config c) {
        return new Offering(
                c.getInt("parallelism"),
                c.getInt("max-pending"),
                c.getDuration("timeout"),
                backoff(c.getConfig("backoff")));
    }

    private static Workers workers(Config c) {
        return new Workers(
                c.getDuration("keep-alive"),
                c.getDuration("answer-timeout"),
                c.getInt("replay-part"),
                c.getDuration("view-timeout"));
    }

    private static Events events(Config c) {
        return new Events(
                c.getDuration("window"),
                c.getInt("remembered"),
                c.getInt("queue"),
                rate(c.getConfig("per-object")),
                rate(c.getConfig("overall")));
    }

    private static Writes writes(Config c) {
        return new Writes(
                c.getInt("parallelism"),
                c.getInt("queue"),
                rate(c.getConfig("overall")),
                backoff(c.getConfig("backoff")),
                c.getDuration("longest-retry-after"));
    }

    private static Backoff backoff(Config c) {
        return new Backoff(c.getDuration("min"), c.getDuration("max"), c.getDouble("jitter"));
    }

    private static Rate rate(Config c) {
        return new Rate(c.getInt("burst"), c.getDouble("per-second"));
    }
}
