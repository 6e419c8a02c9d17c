package io.contrailkube.ingest.worker;

import io.contrailkube.core.port.FactChange;
import io.contrailkube.ingest.IngestSettings.Offering;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes that no entity has taken yet: one offer in flight per namespace, many namespaces side by side. Namespaces that fail
 * have slots and room of their own, so that they delay nobody else (spec 01, NS-38). No clock, no I/O.
 */
final class Outbox {
    /** Failing namespaces fill slots with time-outs, but their waiting changes coalesce. */
    private static final int FAILING_SLOTS = 4;

    private static final long FAILING_ROOM = 10;

    private final Offering settings;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Slots working;
    private final Slots failing;

    Outbox(Offering settings) {
        this.settings = settings;
        this.working = new Slots(settings.parallelism());
        this.failing = new Slots(Math.max(1, settings.parallelism() / FAILING_SLOTS));
    }

    void add(FactChange change) {
        String namespace = change.id().namespace();
        Lane lane = lanes.computeIfAbsent(namespace, name -> {
            working.namespaces++;
            return new Lane();
        });
        boolean wasReady = lane.isReady();
        update(lane, () -> lane.add(change));
        if (!wasReady && lane.isReady()) {
            slots(lane).ready.add(namespace);
        }
    }

    /** What may be offered now; every one of them has to be answered by {@link #delivered} or {@link #failed}. */
    List<FactChange> take() {
        var changes = new ArrayList<FactChange>();
        for (Slots slots : List.of(working, failing)) {
            for (String next = slots.next(); next != null; next = slots.next()) {
                changes.add(lane(next).take());
            }
        }
        return changes;
    }

    void delivered(String namespace) {
        Lane lane = lane(namespace);
        slots(lane).inFlight--;
        update(lane, lane::delivered);
        if (lane.size() == 0) {
            lanes.remove(namespace);
            working.namespaces--;
        } else {
            slots(lane).ready.add(namespace);
        }
    }

    /** How long the namespace has to rest before {@link #rested}. */
    Duration failed(String namespace, double random) {
        Lane lane = lane(namespace);
        slots(lane).inFlight--;
        update(lane, lane::failed);
        return settings.backoff().pause(lane.failures(), random);
    }

    void rested(String namespace) {
        Lane lane = lane(namespace);
        lane.rested();
        slots(lane).ready.add(namespace);
    }

    /** Whether the watch has to wait. */
    boolean isFull() {
        return working.changes >= settings.maxPending() || failing.changes >= FAILING_ROOM * settings.maxPending();
    }

    int pending() {
        return working.changes + failing.changes;
    }

    /** Namespaces whose last offer failed. */
    int failingNamespaces() {
        return failing.namespaces;
    }

    private void update(Lane lane, Runnable change) {
        slots(lane).changes -= lane.size();
        slots(lane).namespaces--;
        change.run();
        slots(lane).changes += lane.size();
        slots(lane).namespaces++;
    }

    private Slots slots(Lane lane) {
        return lane.isFailing() ? failing : working;
    }

    private Lane lane(String namespace) {
        return Objects.requireNonNull(lanes.get(namespace), namespace);
    }

    /** Namespaces that are treated alike. */
    private static final class Slots {
        private final int max;
        private final Deque<String> ready = new ArrayDeque<>();
        private int inFlight;
        private int changes;
        private int namespaces;

        Slots(int max) {
            this.max = max;
        }

        @Nullable
        String next() {
            if (inFlight >= max) {
                return null;
            }
            String next = ready.poll();
            if (next != null) {
                inFlight++;
            }
            return next;
        }
    }
}
