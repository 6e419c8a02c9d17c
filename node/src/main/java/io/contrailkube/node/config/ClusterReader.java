package io.contrailkube.node.config;

import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.config.ClusterSettings.Addressing;
import io.contrailkube.core.config.ClusterSettings.Features;
import io.contrailkube.core.config.ClusterSettings.KubernetesApi;
import io.contrailkube.core.config.ClusterSettings.Nested;
import io.contrailkube.core.config.ClusterSettings.Security;
import io.contrailkube.core.config.ClusterSettings.Tenancy;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.node.config.Forms.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Options to the settings that decide what is made in Contrail: derived names and what is effective (spec 01 section 1.6). */
final class ClusterReader {
    private static final String HOST_NETWORK_NAME = "cluster-network";

    private final Values values;

    ClusterReader(Values values) {
        this.values = values;
    }

    /** @throws IllegalStateException if a mandatory option is missing: its fault has been told by then */
    ClusterSettings read(FeatureReader ours) {
        String name = mandatory(KubernetesOptions.CLUSTER_NAME);
        boolean nested = values.get(DefaultsOptions.NESTED_MODE);
        String aps = values.get(DefaultsOptions.APS_NAME);
        return new ClusterSettings(
                name,
                values.get(KubernetesOptions.CLUSTER_OWNER),
                tenancy(name),
                new Addressing(
                        mandatory(KubernetesOptions.POD_SUBNETS),
                        mandatory(KubernetesOptions.SERVICE_SUBNETS),
                        mandatory(KubernetesOptions.IP_FABRIC_SUBNETS)),
                features(ours.sharedRead()),
                new Security(
                        aps.isEmpty() ? name : aps, values.get(DefaultsOptions.SECURE_PROJECT), ours.networkPolicies()),
                new Nested(nested, hostNetwork(), nested ? flowAgingPorts() : List.of()),
                kubernetesApi(),
                ours.workloads());
    }

    private Tenancy tenancy(String name) {
        return new Tenancy(
                domain(),
                project(),
                leaf(KubernetesOptions.CLUSTER_POD_NETWORK).orElse(name + "-default-pod-network"),
                leaf(KubernetesOptions.CLUSTER_SERVICE_NETWORK).orElse(name + "-default-service-network"));
    }

    private String domain() {
        return first("domain").orElseGet(() -> values.get(KubernetesOptions.CLUSTER_DOMAIN));
    }

    private @Nullable String project() {
        return first("project").orElse(null);
    }

    /** Of cluster_network, else of cluster_project. */
    private Optional<String> first(String key) {
        return Stream.of(KubernetesOptions.CLUSTER_NETWORK, KubernetesOptions.CLUSTER_PROJECT)
                .map(option -> values.get(option).get(key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<String> leaf(Option<Map<String, String>> network) {
        return Optional.ofNullable(values.get(network).get("name"));
    }

    private @Nullable FqName hostNetwork() {
        Map<String, String> network = values.get(KubernetesOptions.CLUSTER_NETWORK);
        String domain = network.get("domain");
        String project = network.get("project");
        return domain == null || project == null
                ? null
                : FqName.of(domain, project, network.getOrDefault("name", HOST_NETWORK_NAME));
    }

    private Features features(boolean sharedRead) {
        return new Features(
                values.get(KubernetesOptions.FORWARDING),
                values.get(KubernetesOptions.SNAT),
                sharedRead,
                values.get(KubernetesOptions.HOST_NETWORK_SERVICE),
                publicFipPool());
    }

    private @Nullable FqName publicFipPool() {
        Map<String, String> pool = values.get(VncOptions.PUBLIC_FIP_POOL);
        List<String> parts = Stream.of("domain", "project", "network", "name")
                .map(pool::get)
                .filter(Objects::nonNull)
                .toList();
        return parts.isEmpty() ? null : new FqName(parts);
    }

    /** Connections of a nested manager to the cloud around it (spec 01 section 3.5); each port once. */
    private List<Integer> flowAgingPorts() {
        var ports = new ArrayList<Integer>();
        values.get(VncOptions.CASSANDRA_SERVERS).forEach(server -> port(server).ifPresent(ports::add));
        ports.add(values.get(VncOptions.RABBIT_PORT));
        ports.add(values.get(VncOptions.ENDPOINT_PORT));
        values.get(DefaultsOptions.COLLECTORS).forEach(server -> port(server).ifPresent(ports::add));
        return ports.stream().distinct().toList();
    }

    private static Optional<Integer> port(HostPort server) {
        return server.port().isPresent() ? Optional.of(server.port().getAsInt()) : Optional.empty();
    }

    private KubernetesApi kubernetesApi() {
        String host = values.get(KubernetesOptions.API_SERVER);
        boolean nestedInNetwork = values.get(DefaultsOptions.NESTED_MODE)
                && !values.get(KubernetesOptions.CLUSTER_NETWORK).isEmpty();
        return new KubernetesApi(
                host,
                values.get(KubernetesOptions.API_SECURE_PORT),
                values.get(KubernetesOptions.SERVICE_NAME),
                values.get(DefaultsOptions.API_SERVICE_LINK_LOCAL) && !host.isEmpty() && !nestedInNetwork);
    }

    private <T> T mandatory(Option<T> option) {
        return values.find(option).orElseThrow(() -> new IllegalStateException(option.name() + " is missing"));
    }

    /** The subnets of a list; for checks, so also of an incomplete configuration. */
    static List<Cidr> subnets(Values values, Option<List<Cidr>> option) {
        return values.find(option).orElse(List.of());
    }
}
