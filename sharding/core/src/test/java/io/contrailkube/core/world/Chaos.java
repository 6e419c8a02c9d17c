package io.contrailkube.core.world;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Mishaps at random; they end when calm is asked for. */
final class Chaos implements Mishaps {
    private final Random random;
    private boolean calm;
    private final List<String> unmet = new ArrayList<>();

    Chaos(long seed) {
        this.random = new Random(seed);
    }

    void calm() {
        calm(true);
    }

    void calm(boolean wanted) {
        calm = wanted;
    }

    /** What plans rested on that was neither in them nor there. */
    List<String> unmet() {
        return unmet;
    }

    @Override
    public void begins(List<Step> steps, Contrail contrail) {
        Set<ObjectKey> planned = steps.stream()
                .filter(step -> step instanceof Step.Ensure)
                .map(Step::key)
                .collect(Collectors.toSet());
        for (Step step : steps) {
            if (step instanceof Step.Ensure ensure) {
                ensure.desired().needs().stream()
                        .filter(need -> !planned.contains(need) && !contrail.has(need))
                        .forEach(need -> unmet.add(step.key() + " needs " + need));
            }
        }
    }

    @Override
    public Fate fateOf(Step step) {
        if (calm || random.nextInt(8) != 0) {
            return Fate.DONE;
        }
        Fate[] fates = Fate.values();
        return fates[random.nextInt(fates.length)];
    }

    @Override
    public boolean diesNow(String entity) {
        return !calm && random.nextInt(40) == 0;
    }
}
