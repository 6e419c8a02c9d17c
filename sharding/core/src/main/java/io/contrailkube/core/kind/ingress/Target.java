package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.service.AddressFamily;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import java.util.Optional;

/** A backend as it can be reached now: at its service's own address, and at a port of the service. */
record Target(String service, String address, int port) {
    private static final String PROTOCOL = "TCP";

    /** Either a target, or why there is none. */
    record Found(Optional<Target> target, Optional<Problem> problem) {
        private static Found not(String reason, String message) {
            return new Found(Optional.empty(), Optional.of(Problem.warning(reason, message)));
        }
    }

    static Found of(Backend backend, Optional<ServiceFact> known) {
        String called = "service " + backend.service();
        if (known.isEmpty()) {
            return Found.not(
                    "BackendServiceNotFound",
                    called + " does not exist: what it is to serve waits for it; create it, or name another");
        }
        ServiceFact service = known.get();
        if (service.headless()) {
            return Found.not(
                    "BackendHeadless",
                    called + " is headless: it has no address to which requests could be sent; give it one");
        }
        if (!service.hasAddress()) {
            return Found.not(
                    "UnsupportedBackend",
                    called + " has no address to which requests could be sent; use one of type ClusterIP");
        }
        Optional<String> address = service.clusterIps().stream()
                .filter(one -> AddressFamily.of(one) == AddressFamily.V4)
                .findFirst();
        if (address.isEmpty()) {
            return Found.not(
                    "UnsupportedIPFamily",
                    called + " has no IPv4 address, and requests are sent to such only: add the family to the service");
        }
        Optional<Port> port = service.ports().stream()
                .filter(one -> one.protocol().equals(PROTOCOL) && is(one, backend))
                .findFirst();
        if (port.isEmpty()) {
            return Found.not(
                    "BackendPortNotFound",
                    called + " has no TCP port " + asked(backend) + ": name a port of the service");
        }
        var target = new Target(backend.service(), address.get(), port.get().port());
        return new Found(Optional.of(target), Optional.empty());
    }

    private static boolean is(Port port, Backend backend) {
        return backend.port() != 0
                ? port.port() == backend.port()
                : !backend.portName().isEmpty() && port.name().equals(backend.portName());
    }

    private static String asked(Backend backend) {
        return backend.port() != 0 ? Integer.toString(backend.port()) : '\'' + backend.portName() + '\'';
    }
}
