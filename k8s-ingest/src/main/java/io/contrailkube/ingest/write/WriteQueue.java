package io.contrailkube.ingest.write;

import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.ingest.IngestSettings.Writes;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes that Kubernetes has not taken yet: of one place of one object only the newest waits, and one is in flight. Those
 * that failed rest, and delay nobody else. No clock, no I/O.
 */
final class WriteQueue {
    /** One place of one object. */
    record Target(String kind, String uid, Place place) {
        static Target of(KubeWrite write) {
            return new Target(write.about().kind(), write.about().uid(), write.place());
        }
    }

    private final Writes settings;
    /** Those that wait longest first. */
    private final Map<Target, Slot> slots = new LinkedHashMap<>();

    private final Set<Target> ready = new LinkedHashSet<>();
    private int inFlight;

    WriteQueue(Writes settings) {
        this.settings = settings;
    }

    /** @return what had to go to make room: the write that waited longest */
    Optional<KubeWrite> add(KubeWrite write) {
        Target target = Target.of(write);
        Optional<KubeWrite> displaced =
                slots.containsKey(target) || slots.size() < settings.queue() ? Optional.empty() : displace();
        Slot slot = slots.computeIfAbsent(target, added -> new Slot());
        slot.waiting = write;
        offer(target, slot);
        return displaced;
    }

    /** The next to be sent; it has to be answered by {@link #settled} or {@link #failed}. */
    @Nullable
    KubeWrite take() {
        Iterator<Target> next = ready.iterator();
        if (inFlight >= settings.parallelism() || !next.hasNext()) {
            return null;
        }
        Slot slot = slot(next.next());
        next.remove();
        KubeWrite write = Objects.requireNonNull(slot.waiting);
        slot.waiting = null;
        slot.sent = write;
        inFlight++;
        return write;
    }

    /** Whether {@link #take} would give one. */
    boolean hasNext() {
        return inFlight < settings.parallelism() && !ready.isEmpty();
    }

    /** Kubernetes has it, or will never take it. */
    void settled(Target target) {
        Slot slot = slot(target);
        inFlight--;
        slot.sent = null;
        slot.failures = 0;
        if (slot.waiting == null) {
            slots.remove(target);
        } else {
            offer(target, slot);
        }
    }

    /** It, or a newer one, is sent again after {@link #rested}; how long that takes. */
    Duration failed(Target target, double random) {
        Slot slot = slot(target);
        inFlight--;
        if (slot.waiting == null) {
            slot.waiting = slot.sent;
        }
        slot.sent = null;
        slot.failures++;
        slot.resting = true;
        return settings.backoff().pause(slot.failures, random);
    }

    void rested(Target target) {
        Slot slot = slots.get(target);
        if (slot != null && slot.resting) {
            slot.resting = false;
            offer(target, slot);
        }
    }

    /** Places of objects with a write that waits or is in flight. */
    int size() {
        return slots.size();
    }

    private void offer(Target target, Slot slot) {
        if (slot.sent == null && !slot.resting) {
            ready.add(target);
        }
    }

    private Optional<KubeWrite> displace() {
        for (Iterator<Map.Entry<Target, Slot>> oldest = slots.entrySet().iterator(); oldest.hasNext(); ) {
            Map.Entry<Target, Slot> entry = oldest.next();
            if (entry.getValue().sent == null) {
                oldest.remove();
                ready.remove(entry.getKey());
                return Optional.ofNullable(entry.getValue().waiting);
            }
        }
        return Optional.empty();
    }

    private Slot slot(Target target) {
        return Objects.requireNonNull(slots.get(target), target::toString);
    }

    private static final class Slot {
        private @Nullable KubeWrite waiting;
        private @Nullable KubeWrite sent;
        private boolean resting;
        private int failures;
    }
}
