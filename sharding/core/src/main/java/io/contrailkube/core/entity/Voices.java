package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is told about each owner key; only of those with something to tell anything is kept. */
final class Voices {
    private final Map<OwnerKey, Voice> voices = new HashMap<>();
    private final Map<OwnerKey, List<Problem>> problems = new HashMap<>();

    List<Action> speak(OwnerKey owner, ObjectId about, List<Problem> now) {
        if (now.isEmpty() && !voices.containsKey(owner)) {
            return List.of();
        }
        List<Action> said =
                voices.computeIfAbsent(owner, any -> Voice.ofWorkload()).speak(about, now);
        if (now.isEmpty()) {
            forget(owner);
        } else {
            problems.put(owner, List.copyOf(now));
        }
        return said;
    }

    void forget(OwnerKey owner) {
        voices.remove(owner);
        problems.remove(owner);
    }

    /** What is the matter now, over all owner keys. */
    List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).distinct().toList();
    }
}
