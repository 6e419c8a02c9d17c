package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found outside of the entity. Something that is missing is looked for again, with growing pauses, while anybody
 * depends on it; something that was found is believed until a plan that rests on it fails, or until the audit.
 */
final class Sights {
    private static final class Known {
        private Sight<Object> sight = new Sight.Unknown<>();
        private boolean looking;
        private boolean doubtful = true;
        private int misses;
    }

    private final Dependencies dependencies;
    private final Workshop workshop;
    private final Map<Question, Known> known = new HashMap<>();
    private final List<Question> doubted = new ArrayList<>();

    Sights(Dependencies dependencies, Workshop workshop) {
        this.dependencies = dependencies;
        this.workshop = workshop;
    }

    Sight<Object> of(Question question) {
        Known about = known.get(question);
        if (about == null) {
            known.put(question, about = new Known());
            doubted.add(question);
        }
        return about.sight;
    }

    /** What is known may not be so any more. */
    void doubt(Question question) {
        Known about = known.get(question);
        if (about != null && !about.doubtful) {
            about.doubtful = true;
            doubted.add(question);
        }
    }

    /** A plan for this owner key did not succeed: what it rested on is looked at again. */
    void doubt(OwnerKey owner) {
        dependencies.of(owner).forEach(topic -> {
            if (topic instanceof Topic.AnswerTo answer) {
                doubt(answer.question());
            }
        });
    }

    void doubtAll() {
        List.copyOf(known.keySet()).forEach(this::doubt);
    }

    /** Looks that are due; what nobody depends on is forgotten. */
    List<Action> looks() {
        var actions = new ArrayList<Action>();
        for (Question question : List.copyOf(doubted)) {
            Known about = known.get(question);
            if (about != null && !about.looking) {
                if (!dependencies.readersOf(new Topic.AnswerTo(question)).isEmpty()) {
                    about.looking = true;
                    about.doubtful = false;
                    actions.add(new Action.Look(question));
                } else {
                    known.remove(question);
                }
            }
        }
        // One that is being looked at stays in doubt until the answer that may be older than the doubt is there.
        doubted.removeIf(question -> !known.containsKey(question) || !known.get(question).doubtful);
        return actions;
    }

    /** Takes in what a look has found; whoever depends on it is woken when it has changed. */
    List<Action> seen(Question question, Optional<?> found) {
        Known about = known.get(question);
        if (about == null) {
            return List.of();
        }
        about.looking = false;
        Sight<Object> now = found.<Sight<Object>>map(Sight.Found::new).orElseGet(Sight.Missing::new);
        if (!now.equals(about.sight)) {
            about.sight = now;
            dependencies.readersOf(new Topic.AnswerTo(question)).forEach(workshop::touch);
        }
        if (found.isPresent()) {
            about.misses = 0;
            return List.of();
        }
        about.misses++;
        return List.of(new Action.LookLater(question, about.misses));
    }

    /** Whether an object on which the owner key alone depends is known to be missing. */
    boolean isMissing(OwnerKey owner, @Nullable ObjectKey key) {
        if (key == null) {
            dependencies.forget(owner);
            return false;
        }
        var question = new Question.Named(key);
        dependencies.replace(owner, Set.of(new Topic.AnswerTo(question)));
        return of(question).isMissing();
    }
}
