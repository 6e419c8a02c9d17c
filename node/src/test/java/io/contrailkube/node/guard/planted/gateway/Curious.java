package io.contrailkube.node.guard.planted.gateway;

import io.contrailkube.node.guard.planted.sharding.Nosy;

/** The other one, which knows it too: a cycle. */
public final class Curious {
    static Class<?> known() {
        return Nosy.class;
    }
}
