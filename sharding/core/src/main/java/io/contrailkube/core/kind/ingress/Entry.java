package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.contrail.Listener.Tls;
import io.contrailkube.core.spec.BalancerNames;

/** One way to a backend: a listener with a pool and a member of its own (spec 02 section 7.4). */
record Entry(Door door, Tls tls, Route route, Target target) {
    /** Where requests come in. */
    enum Door {
        HTTP("HTTP", 80),
        HTTPS("TERMINATED_HTTPS", 443);

        private final String protocol;
        private final int port;

        Door(String protocol, int port) {
            this.protocol = protocol;
            this.port = port;
        }

        String protocol() {
            return protocol;
        }

        int port() {
            return port;
        }
    }

    /** What tells it from the others of its ingress. */
    String role() {
        return BalancerNames.roleInIngress(
                door.protocol(), door.port(), route.host(), route.path().text(), tls);
    }
}
