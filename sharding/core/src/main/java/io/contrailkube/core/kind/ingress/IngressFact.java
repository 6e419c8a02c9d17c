package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What we keep of an Ingress (spec 02 sections 7 and 11.2), whatever version of the API it came from.
 *
 * @param annotations only those that mean something to us ({@link IngressAnnotations})
 * @param className {@code spec.ingressClassName}; empty if not given
 * @param paths every path of every rule, in order
 * @param statusAddresses {@code ip} of {@code status.loadBalancer.ingress}, in order
 * @param ignored paths of fields that are set to something that we do not implement
 */
public record IngressFact(
        ObjectId id,
        SortedMap<String, String> annotations,
        String className,
        @Nullable Backend defaultBackend,
        List<Path> paths,
        List<Tls> tls,
        List<String> statusAddresses,
        List<String> ignored)
        implements KubeFact {
    public IngressFact {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        paths = List.copyOf(paths);
        tls = List.copyOf(tls);
        statusAddresses = List.copyOf(statusAddresses);
        ignored = List.copyOf(ignored);
    }

    /**
     * @param host empty if the rule has none
     * @param path empty if there is none
     * @param type {@code Exact}, {@code Prefix} or {@code ImplementationSpecific}, which is also what its absence means
     */
    public record Path(String host, String path, String type, Backend backend) {}

    /**
     * @param service empty for a resource backend, which we do not serve
     * @param port number of the service's port; 0 if it is given by name
     * @param portName empty if it is given by number
     */
    public record Backend(String service, int port, String portName) {}

    /** @param hosts empty for all hosts */
    public record Tls(List<String> hosts, String secret) {
        public Tls {
            hosts = List.copyOf(hosts);
        }
    }
}
