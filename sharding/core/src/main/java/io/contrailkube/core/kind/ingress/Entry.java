package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.contrail.Listener.Tls;

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

    /**
     * What tells it from the others of its ingress; not the target, which may change while the rest stays. The bar is in no
     * host and in no path.
     */
    String role() {
        String plain = door.protocol() + '/' + door.port() + '/' + route.condition();
        if (tls.ofServer() != null) {
            return plain + "|sni|" + tls.ofServer();
        }
        return tls.byDefault() == null ? plain : plain + "|default|" + tls.byDefault();
    }
}
