package io.contrailkube.core.testing;

import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.config.ClusterSettings.Addressing;
import io.contrailkube.core.config.ClusterSettings.Features;
import io.contrailkube.core.config.ClusterSettings.KubernetesApi;
import io.contrailkube.core.config.ClusterSettings.Nested;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.Enforcement;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.config.ClusterSettings.Security;
import io.contrailkube.core.config.ClusterSettings.Tenancy;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.spec.ObjectNames;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of a cluster in the making; every method changes this one and returns it. */
public final class SettingsBuilder {
    private String cluster = "k8s";
    private String domain = "default-domain";
    private @Nullable String project;
    private @Nullable String podNetwork;
    private @Nullable String serviceNetwork;
    private List<Cidr> podSubnets = cidrs("10.32.0.0/12");
    private List<Cidr> serviceSubnets = cidrs("10.96.0.0/12");
    private List<Cidr> ipFabricSubnets = cidrs("10.64.0.0/12");
    private boolean forwarding;
    private boolean snat;
    private boolean sharedRead;
    private @Nullable String apsName;
    private boolean secureProject;
    private NetworkPolicies policies = NetworkPolicies.DEFAULTS;
    private Nested nested = new Nested(false, null, List.of());
    private boolean hostNetworkService;
    private @Nullable FqName publicFipPool;
    private KubernetesApi kubernetesApi = new KubernetesApi("10.0.0.5", 6443, "kubernetes", true);
    private Workloads workloads = Workloads.DEFAULTS;

    SettingsBuilder() {}

    public SettingsBuilder cluster(String name) {
        cluster = name;
        return this;
    }

    public SettingsBuilder domain(String name) {
        domain = name;
        return this;
    }

    /** One configured project for all namespaces. */
    public SettingsBuilder project(String name) {
        project = name;
        return this;
    }

    public SettingsBuilder podNetwork(String leaf) {
        podNetwork = leaf;
        return this;
    }

    public SettingsBuilder serviceNetwork(String leaf) {
        serviceNetwork = leaf;
        return this;
    }

    public SettingsBuilder podSubnets(String... subnets) {
        podSubnets = cidrs(subnets);
        return this;
    }

    public SettingsBuilder serviceSubnets(String... subnets) {
        serviceSubnets = cidrs(subnets);
        return this;
    }

    public SettingsBuilder ipFabricSubnets(String... subnets) {
        ipFabricSubnets = cidrs(subnets);
        return this;
    }

    public SettingsBuilder forwarding(boolean on) {
        forwarding = on;
        return this;
    }

    public SettingsBuilder snat(boolean on) {
        snat = on;
        return this;
    }

    public SettingsBuilder sharedRead(boolean on) {
        sharedRead = on;
        return this;
    }

    public SettingsBuilder apsName(String name) {
        apsName = name;
        return this;
    }

    public SettingsBuilder secureProject(boolean on) {
        secureProject = on;
        return this;
    }

    public SettingsBuilder enforcement(Enforcement mode) {
        policies = new NetworkPolicies(mode, policies.sctpPorts());
        return this;
    }

    public SettingsBuilder sctpPorts(SctpPortMode mode) {
        policies = new NetworkPolicies(policies.enforcement(), mode);
        return this;
    }

    /** Nested mode, with the network of the hosts and the ports whose flows must not time out. */
    public SettingsBuilder nested(@Nullable FqName hostNetwork, Integer... flowAgingPorts) {
        nested = new Nested(true, hostNetwork, List.of(flowAgingPorts));
        return this;
    }

    public SettingsBuilder hostNetworkService(boolean on) {
        hostNetworkService = on;
        return this;
    }

    public SettingsBuilder publicFipPool(FqName pool) {
        publicFipPool = pool;
        return this;
    }

    public SettingsBuilder kubernetesApi(KubernetesApi api) {
        kubernetesApi = api;
        return this;
    }

    public SettingsBuilder workloads(Workloads options) {
        workloads = options;
        return this;
    }

    public ClusterSettings build() {
        return new ClusterSettings(
                cluster,
                "k8s",
                new Tenancy(
                        domain,
                        project,
                        podNetwork == null ? cluster + "-default-pod-network" : podNetwork,
                        serviceNetwork == null ? cluster + "-default-service-network" : serviceNetwork),
                new Addressing(podSubnets, serviceSubnets, ipFabricSubnets),
                new Features(forwarding, snat, sharedRead, hostNetworkService, publicFipPool),
                new Security(apsName == null ? cluster : apsName, secureProject, policies),
                nested,
                kubernetesApi,
                workloads);
    }

    public ObjectNames names() {
        return new ObjectNames(build());
    }

    private static List<Cidr> cidrs(String... subnets) {
        return Arrays.stream(subnets).map(Cidr::parse).toList();
    }
}
