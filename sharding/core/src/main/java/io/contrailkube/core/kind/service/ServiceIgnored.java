package io.contrailkube.core.kind.service;

import io.contrailkube.core.kind.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields of a Service that ask for a way of balancing that we do not offer (spec 02 sections 5.1 and 11.5). Those that
 * Kubernetes itself honours, as {@code publishNotReadyAddresses}, and those that serve NodePorts alone are not among them.
 */
final class ServiceIgnored {
    /** With the one value that is more than a default; {@code healthCheckNodePort} comes with the second alone. */
    private static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "sessionAffinity", "ClientIP",
            "externalTrafficPolicy", "Local",
            "internalTrafficPolicy", "Local"));

    /** Settings for the load balancers of clouds. */
    private static final String CLOUD = "service.beta.kubernetes.io/";

    private ServiceIgnored() {}

    static List<String> paths(KubeObject service) {
        var paths = new ArrayList<String>();
        VALUES.forEach((field, value) -> {
            if (service.text("/spec/" + field).equals(value)) {
                paths.add("spec." + field);
            }
        });
        if (!service.texts("/spec/loadBalancerSourceRanges").isEmpty()) {
            paths.add("spec.loadBalancerSourceRanges");
        }
        if (!service.text("/spec/trafficDistribution").isEmpty()) {
            paths.add("spec.trafficDistribution");
        }
        paths.addAll(service.annotationPaths(ServiceIgnored::asksForBalancing));
        return paths;
    }

    private static boolean asksForBalancing(String annotation) {
        return annotation.startsWith(CLOUD)
                || annotation.equals("service.kubernetes.io/topology-mode")
                || annotation.equals("service.kubernetes.io/topology-aware-hints");
    }
}
