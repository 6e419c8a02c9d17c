package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.workload.Scene;
import java.util.stream.Stream;

/** Which of two ingresses of a namespace has the name of a rule that fits both. */
final class RuleNames {
    private RuleNames() {}

    /**
     * Whether the name of the rule for a service is that of an ingress with a shorter name: `b-c` with service `d` and `b`
     * with service `c-d` make the same one. It is enough that the other one names the service, so that which of them has
     * the name does not change with what can be reached.
     */
    static boolean isTaken(IngressFact ingress, String service, Scene scene) {
        String name = ingress.id().name();
        String joined = name + '-' + service;
        for (int hyphen = name.indexOf('-'); hyphen > 0; hyphen = name.indexOf('-', hyphen + 1)) {
            String itsService = joined.substring(hyphen + 1);
            if (scene.named(IngressFact.class, name.substring(0, hyphen))
                    .filter(other -> names(other, itsService))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(IngressFact ingress, String service) {
        return Stream.concat(
                        ingress.paths().stream().map(IngressFact.Path::backend),
                        Stream.ofNullable(ingress.defaultBackend()))
                .map(Backend::service)
                .anyMatch(service::equals);
    }
}
