package io.contrailkube.core.kind.service;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What we keep of a Service (spec 02 sections 5 and 11.4).
 *
 * @param annotations only those that mean something to us ({@link ServiceAnnotations})
 * @param created {@code metadata.creationTimestamp} as text, which sorts by time
 * @param addresses the ones that it has
 * @param selects whether it has a selector; without one its endpoints are somebody's hand work
 * @param ignored paths of fields that are set to something that we do not implement
 */
public record ServiceFact(
        ObjectId id,
        SortedMap<String, String> annotations,
        String created,
        Type type,
        Addresses addresses,
        boolean selects,
        List<Port> ports,
        Exposure exposure,
        List<String> ignored)
        implements KubeFact {
    public ServiceFact {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        ports = List.copyOf(ports);
        ignored = List.copyOf(ignored);
    }

    /** Whether it has an address of its own, at which something has to balance. */
    public boolean hasAddress() {
        return !clusterIps().isEmpty() && !headless() && type != Type.EXTERNAL_NAME;
    }

    /**
     * Addresses that it has.
     *
     * @param clusterIps {@code spec.clusterIPs}, or {@code clusterIP}; empty for headless, ExternalName and none assigned
     * @param headless {@code clusterIP} is {@code None}
     * @param status {@code ip} of {@code status.loadBalancer.ingress}, in order
     */
    public record Addresses(List<String> clusterIps, boolean headless, List<String> status) {
        public Addresses {
            clusterIps = List.copyOf(clusterIps);
            status = List.copyOf(status);
        }
    }

    public List<String> clusterIps() {
        return addresses.clusterIps();
    }

    public boolean headless() {
        return addresses.headless();
    }

    public List<String> statusAddresses() {
        return addresses.status();
    }

    /** {@code spec.type}. */
    public enum Type {
        CLUSTER_IP,
        NODE_PORT,
        LOAD_BALANCER,
        EXTERNAL_NAME
    }

    /**
     * @param name empty if it has none
     * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}, as given
     */
    public record Port(String name, String protocol, int port) {}

    /**
     * What its owner wishes about public addresses.
     *
     * @param loadBalancerIp empty if not asked for
     * @param loadBalancerClass empty if not given
     */
    public record Exposure(String loadBalancerIp, List<String> externalIps, String loadBalancerClass) {
        public Exposure {
            externalIps = List.copyOf(externalIps);
        }
    }
}
