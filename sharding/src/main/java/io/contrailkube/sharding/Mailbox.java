package io.contrailkube.sharding;

import akka.actor.typed.ActorRef;
import java.time.Duration;

/** How what works for an entity gets back to it. */
record Mailbox(ActorRef<Report> self, Alarms alarms) {
    /** Timers of the entity. */
    @FunctionalInterface
    interface Alarms {
        /** Replaces the alarm of the same key. */
        void set(Object key, Report message, Duration after);
    }
}
