package io.contrailkube.node.guard.planted.node.deep;

import io.contrailkube.node.guard.planted.gateway.Curious;
import io.contrailkube.node.guard.planted.sharding.Nosy;
import java.util.List;

/** Wires where nobody looks for it. */
public final class Meddler {
    static List<Class<?>> known() {
        return List.of(Curious.class, Nosy.class);
    }
}
