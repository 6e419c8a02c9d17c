package io.contrailkube.core.world;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.Brain;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.reconcile.Workshop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An entity: a journal that survives, and a brain that does not. It is started from its events, and whatever it had
 * under way when it dies is lost, a plan after any number of its steps.
 */
final class Entity<M extends Brain<E, S>, S, E> {
    /** What an entity's actions reach. */
    record Surroundings(Scheduler scheduler, Contrail contrail, StepMeaning meaning, Mishaps mishaps) {}

    /** What an entity begins with, and how it goes on. */
    record Nature<S, E>(S empty, BiFunction<S, E, S> transition, Runnable afterRound) {}

    private final String name;
    private final Surroundings surroundings;
    private final Nature<S, E> nature;
    private final Consumer<Action> others;
    private final List<E> journal = new ArrayList<>();
    private @Nullable M mind;
    private S state;
    private int life;

    /** @param others takes the actions that are not about Contrail */
    Entity(String name, Surroundings surroundings, Nature<S, E> nature, Consumer<Action> others) {
        this.name = name;
        this.surroundings = surroundings;
        this.nature = nature;
        this.others = others;
        this.state = nature.empty();
    }

    boolean isAlive() {
        return mind != null;
    }

    M mind() {
        if (mind == null) {
            throw new AssertionError(name + " is not alive");
        }
        return mind;
    }

    S state() {
        return state;
    }

    List<E> journal() {
        return List.copyOf(journal);
    }

    void start(M newMind) {
        life++;
        mind = newMind;
        state = nature.empty();
        journal.forEach(event -> state = nature.transition().apply(state, event));
        int thisLife = life;
        newMind.recovered(state).forEach(this::act);
        if (life == thisLife) {
            round();
        }
    }

    void die() {
        mind = null;
        life++;
    }

    /** One round: events into the journal, then the actions; the process may die before each of them. */
    void round() {
        if (mind == null) {
            return;
        }
        int thisLife = life;
        Round<E> round = mind.round(state);
        journal.addAll(round.events());
        round.events().forEach(event -> state = nature.transition().apply(state, event));
        for (Action action : round.actions()) {
            if (surroundings.mishaps().diesNow(name)) {
                die();
            }
            if (life != thisLife) {
                return;
            }
            act(action);
        }
        nature.afterRound().run();
    }

    void audit() {
        mind().audit(state).forEach(this::act);
        round();
    }

    private void act(Action action) {
        if (action instanceof Action.Launch launch) {
            Workshop.Order order = launch.order();
            surroundings.mishaps().begins(order.steps(), surroundings.contrail());
            run(order.owner(), new PlanRun(order.steps(), surroundings.meaning()));
        } else if (action instanceof Action.TryAgain again) {
            int thisLife = life;
            surroundings.scheduler().later(() -> ifStill(thisLife, () -> mind().retryDue(again.owner())));
        } else if (action instanceof Action.Read read) {
            send("reads", () -> mind().read(read.purpose(), found(read.lookups())));
        } else {
            others.accept(action);
        }
    }

    private void run(OwnerKey owner, PlanRun plan) {
        int thisLife = life;
        surroundings.scheduler().send(name + " plan " + owner, () -> {
            if (life != thisLife) {
                return;
            }
            if (surroundings.mishaps().diesNow(name)) {
                die();
            } else if (plan.isOver()) {
                ifStill(thisLife, () -> mind().finished(owner, plan.outcomes()));
            } else {
                plan.next(surroundings.mishaps());
                run(owner, plan);
            }
        });
    }

    private void send(String lane, Runnable work) {
        int thisLife = life;
        surroundings.scheduler().send(name + ' ' + lane, () -> ifStill(thisLife, work));
    }

    /** Asks somebody; what comes back is taken in if this is still the life that asked. */
    <T> void ask(String lane, Supplier<T> asking, Consumer<T> digest) {
        int thisLife = life;
        surroundings.scheduler().send(name + " asks " + lane, () -> {
            T answer = asking.get();
            surroundings
                    .scheduler()
                    .send(name + " answer " + lane, () -> ifStill(thisLife, () -> digest.accept(answer)));
        });
    }

    /** Something to be looked for again when time has passed, in this life. */
    void lookLater(Runnable work) {
        int thisLife = life;
        surroundings.scheduler().lookLater(() -> ifStill(thisLife, work));
    }

    private void ifStill(int thisLife, Runnable work) {
        if (life == thisLife) {
            work.run();
            round();
        }
    }

    private Map<ObjectKey, Actual> found(List<Lookup> lookups) {
        var found = new HashMap<ObjectKey, Actual>();
        for (Lookup lookup : lookups) {
            surroundings
                    .contrail()
                    .find(lookup.key(), lookup.uuid())
                    .ifPresent(actual -> found.put(lookup.key(), actual));
        }
        return found;
    }
}
