package io.contrailkube.core.verdict;

import java.util.ArrayList;
import java.util.List;

/** What the checks have found so far. */
final class Faults {
    private final List<StaticChecks.Fault> found = new ArrayList<>();

    /** @param object type and name of what is wrong */
    void add(String object, String problem) {
        found.add(new StaticChecks.Fault(object, problem));
    }

    List<StaticChecks.Fault> found() {
        return List.copyOf(found);
    }
}
