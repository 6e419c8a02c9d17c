package io.contrailkube.sharding;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Stands before an entity and lets one command in at a time. Without it commands would wait in the entity's own stash while
 * it writes to the journal, and Akka works through those that write nothing by recursion: a thousand namespaces that turn
 * to the cluster entity at once would overflow its stack.
 *
 * @param <C> commands of the entity
 */
final class Turnstile<C> {
    private final Deque<C> waiting = new ArrayDeque<>();
    private final ActorRef<C> entity;
    private boolean occupied = true;

    private Turnstile(ActorRef<C> entity) {
        this.entity = entity;
    }

    /**
     * How the entity sees it.
     *
     * @param self where messages to the entity go, its own included
     * @param turnOver to be run when a recovery or a command with all its effects is over
     */
    record Inside<C>(ActorRef<C> self, Runnable turnOver) {}

    private enum Signal {
        TURN_OVER
    }

    static <C> Behavior<C> before(Class<C> commands, Function<Inside<C>, Behavior<C>> entity) {
        Behavior<Object> turnstile = Behaviors.setup(context -> behind(context, commands, entity));
        return turnstile.narrow();
    }

    private static <C> Behavior<Object> behind(
            ActorContext<Object> context, Class<C> commands, Function<Inside<C>, Behavior<C>> entity) {
        ActorRef<Object> self = context.getSelf();
        var inside = new Inside<C>(self.narrow(), () -> self.tell(Signal.TURN_OVER));
        ActorRef<C> inner = context.spawn(entity.apply(inside), "entity");
        context.watch(inner);
        var turnstile = new Turnstile<C>(inner);
        return Behaviors.receive(Object.class)
                .onMessageEquals(Signal.TURN_OVER, () -> {
                    turnstile.turnOver();
                    return Behaviors.same();
                })
                .onMessage(commands, command -> {
                    turnstile.arrived(command);
                    return Behaviors.same();
                })
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    private void arrived(C command) {
        if (occupied) {
            waiting.add(command);
        } else {
            occupied = true;
            entity.tell(command);
        }
    }

    private void turnOver() {
        C next = waiting.poll();
        occupied = next != null;
        if (next != null) {
            entity.tell(next);
        }
    }
}
