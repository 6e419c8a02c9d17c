package io.contrailkube.core.world;

import io.contrailkube.core.entity.Action;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What users and operators were told and shown, in order. */
final class Ears {
    private final List<World.Told> told = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<KubeWrite> writes = new ArrayList<>();
    private final Map<String, List<String>> served = new HashMap<>();

    void hear(Action action, String where) {
        if (action instanceof Action.Tell tell) {
            told.add(new World.Told(tell.about(), tell.problem()));
        } else if (action instanceof Action.Remark remark) {
            remarks.add(remark.problem().reason());
        } else if (action instanceof Action.Served one) {
            served.computeIfAbsent(one.kind(), any -> new ArrayList<>()).add(where);
        } else if (action instanceof Action.Write write) {
            writes.add(write.write());
        } else if (action instanceof Action.Fault fault) {
            throw new AssertionError("fault while " + fault.owner() + " of " + where + " was looked at", fault.cause());
        } else {
            throw new AssertionError("nobody carries out " + action);
        }
    }

    List<World.Told> told() {
        return told;
    }

    List<String> reasons() {
        return told.stream().map(one -> one.problem().reason()).toList();
    }

    List<String> reasons(ObjectId about) {
        return told.stream()
                .filter(one -> one.about().equals(about))
                .map(one -> one.problem().reason())
                .toList();
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    List<KubeWrite> writes() {
        return writes;
    }

    /** Namespaces in which a change of this kind was served, in order. */
    List<String> served(String kind) {
        return served.getOrDefault(kind, List.of());
    }
}
