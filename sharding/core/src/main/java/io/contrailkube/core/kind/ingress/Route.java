package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.kind.ingress.IngressFact.Backend;

/**
 * Requests, and what serves them.
 *
 * @param host in lower case; empty for every host
 */
record Route(String host, PathMatch path, Backend backend) {
    /** Whether it is for whatever no other route is for. */
    boolean isDefault() {
        return host.isEmpty() && path.isEvery();
    }

    /** What tells it from the others of an ingress, and from which its listeners get their names. */
    String condition() {
        return (isDefault() ? "default" : "acl") + '/' + host + '/' + path.text();
    }

    /** For people. */
    String shown() {
        String where = host.isEmpty() ? "" : " of host " + host;
        return (path.isEvery() ? "every path" : "path " + path.path()) + where;
    }
}
