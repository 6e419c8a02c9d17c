package io.contrailkube.core.world;

import io.contrailkube.core.plan.Step;
import java.util.List;

/** What goes wrong, and when; asked at every place where something can. */
public interface Mishaps {
    /** Nothing does. */
    Mishaps NONE = new Mishaps() {};

    /** What happens to one step of a plan on its way to Contrail. */
    enum Fate {
        DONE,
        /** Contrail is away: nothing is written. */
        LOST,
        /** It is written, but the answer never comes. */
        UNANSWERED,
        /** The plan's fence has closed: this step and those after it are not tried. */
        FENCED
    }

    /** A plan is about to be carried out. */
    default void begins(List<Step> steps, Contrail contrail) {}

    default Fate fateOf(Step step) {
        return Fate.DONE;
    }

    /** Whether the process dies now: after a journal write and before the next action, or between two steps. */
    default boolean diesNow(String entity) {
        return false;
    }
}
