package io.contrailkube.sharding;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import com.typesafe.config.Config;
import io.contrailkube.core.entity.Action;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.event.Level;

/**
 * Settings of the entities, {@code contrail-kube.sharding} in HOCON; {@code reference.conf} says what each means.
 *
 * @param parallelism entities asked side by side
 * @param regions Akka's settings of the two regions
 */
public record ShardingSettings(
        Times times, Pauses pauses, Journaling journal, int parallelism, ClusterShardingSettings regions) {
    private static final String PATH = "contrail-kube.sharding";

    public ShardingSettings {
        if (parallelism < 1) {
            throw new IllegalArgumentException(PATH + ".parallelism must be at least 1, not " + parallelism);
        }
    }

    /**
     * @param fence a plan may write for so long after it was decided
     * @param stop how long a stopping entity waits for its plan
     * @param ask how long an answer of an entity is waited for
     * @param audit from one audit of an entity to the next; zero for never
     * @param gather what the cluster entity hears within this time is taken up together
     */
    public record Times(Duration fence, Duration stop, Duration ask, Duration audit, Duration gather) {
        public Times {
            if (fence.isZero() || fence.isNegative()) {
                throw new IllegalArgumentException(PATH + ".fence must be longer than 0, or no plan ever writes");
            }
        }
    }

    /**
     * @param max longest pause after a failure that may pass
     * @param maxRefused longest pause after a refusal
     * @param maxAsking longest pause before a question is repeated
     * @param jitter fraction by which a pause may be longer or shorter
     */
    public record Pauses(Duration max, Duration maxRefused, Duration maxAsking, double jitter) {
        public Pauses {
            if (jitter < 0 || jitter >= 1) {
                throw new IllegalArgumentException(PATH + ".pauses.jitter must be from 0 to below 1, not " + jitter);
            }
        }

        Duration afterFailures(int failures, boolean refused) {
            return jittered(Action.pause(failures, refused ? maxRefused : max), jitter);
        }

        Duration beforeAsking(int failures) {
            return jittered(Action.pause(failures, maxAsking), jitter);
        }

        static Duration jittered(Duration pause, double jitter) {
            double factor = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
            return Duration.ofNanos(Math.max(1, Math.round(pause.toNanos() * factor)));
        }
    }

    /**
     * @param snapshotEvery events from one snapshot to the next
     * @param snapshotsKept how many are kept
     * @param deleteEvents delete events that lie before the kept snapshots
     * @param stash messages that may wait while an entity writes
     * @param restart how an entity starts anew after a failure
     */
    public record Journaling(
            int snapshotEvery, int snapshotsKept, boolean deleteEvents, int stash, BackoffSupervisorStrategy restart) {
        public Journaling {
            if (snapshotEvery < 1 || snapshotsKept < 1) {
                throw new IllegalArgumentException(PATH + ".journal: snapshot-every and snapshots-kept must be at "
                        + "least 1, not " + snapshotEvery + " and " + snapshotsKept);
            }
        }
    }

    /** @param root the whole configuration: Akka's own settings are read too */
    public static ShardingSettings from(Config root) {
        Config c = root.getConfig(PATH);
        return new ShardingSettings(
                new Times(
                        c.getDuration("fence"),
                        c.getDuration("stop-timeout"),
                        c.getDuration("ask-timeout"),
                        c.getDuration("audit-interval"),
                        c.getDuration("gather")),
                pauses(c.getConfig("pauses")),
                journal(c.getConfig("journal")),
                c.getInt("parallelism"),
                ClusterShardingSettings.fromConfig(
                        c.getConfig("regions").withFallback(root.getConfig("akka.cluster.sharding"))));
    }

    private static Pauses pauses(Config c) {
        return new Pauses(
                c.getDuration("max"), c.getDuration("max-refused"), c.getDuration("max-asking"), c.getDouble("jitter"));
    }

    private static Journaling journal(Config c) {
        Config restart = c.getConfig("restart");
        return new Journaling(
                c.getInt("snapshot-every"),
                c.getInt("snapshots-kept"),
                c.getBoolean("delete-events"),
                c.getInt("stash"),
                SupervisorStrategy.restartWithBackoff(
                                restart.getDuration("min"), restart.getDuration("max"), restart.getDouble("jitter"))
                        .withLogLevel(Level.WARN)
                        .withCriticalLogLevel(Level.ERROR, restart.getInt("critical-after")));
    }
}
