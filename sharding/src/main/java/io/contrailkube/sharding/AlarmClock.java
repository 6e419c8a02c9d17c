package io.contrailkube.sharding;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Timers of an entity. Their messages take the way of all others, through the {@link Turnstile}; those of an earlier life
 * may still arrive and do no harm.
 *
 * @param <C> commands of the entity
 */
final class AlarmClock<C> {
    private final ActorRef<C> self;
    private final ActorSystem<?> system;
    private final Map<Object, Cancellable> alarms = new HashMap<>();

    AlarmClock(ActorRef<C> self, ActorSystem<?> system) {
        this.self = self;
        this.system = system;
    }

    /** Replaces the alarm of the same key. */
    void set(Object key, C message, Duration after) {
        Cancellable alarm = system.scheduler().scheduleOnce(after, () -> self.tell(message), system.executionContext());
        Cancellable earlier = alarms.put(key, alarm);
        if (earlier != null) {
            earlier.cancel();
        }
    }

    void cancelAll() {
        alarms.values().forEach(Cancellable::cancel);
        alarms.clear();
    }
}
