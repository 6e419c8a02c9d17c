package io.contrailkube.node.guard.planted.sharding;

import io.contrailkube.node.guard.planted.gateway.Curious;
import io.contrailkube.node.guard.planted.node.deep.Meddler;
import java.util.List;

/** A sibling that knows another one and the node. */
public final class Nosy {
    static List<Class<?>> known() {
        return List.of(Curious.class, Meddler.class);
    }
}
