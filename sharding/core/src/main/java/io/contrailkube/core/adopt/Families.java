package io.contrailkube.core.adopt;

import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.plan.Actual;

/** Versions of IP as names have them. */
final class Families {
    private Families() {}

    /** Of an instance-ip. */
    static String of(Actual address) {
        return address.body().at(InstanceIp.ADDRESS).asText().contains(":") ? "v6" : "v4";
    }
}
