package io.contrailkube.core.config;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.FqName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything from the configuration that decides what is made in Contrail (spec 01 section 1). Checked where it is read;
 * the same on every replica.
 *
 * @param name {@code cluster_name}, the prefix of all generated names
 * @param owner {@code kubernetes_cluster_owner}, value of the owner annotation
 */
public record ClusterSettings(
        String name,
        String owner,
        Tenancy tenancy,
        Addressing addressing,
        Features features,
        Security security,
        Nested nested,
        KubernetesApi kubernetesApi,
        Workloads workloads) {

    /**
     * Where in Contrail's tree the cluster lives (spec 01 section 1.6).
     *
     * @param domain the effective domain
     * @param project the configured project shared by all namespaces, or null for one project per namespace
     * @param podNetwork leaf name of the default pod network
     * @param serviceNetwork leaf name of the default service network
     */
    public record Tenancy(String domain, @Nullable String project, String podNetwork, String serviceNetwork) {}

    /** The three subnet lists; none is empty, none overlaps another. */
    public record Addressing(List<Cidr> podSubnets, List<Cidr> serviceSubnets, List<Cidr> ipFabricSubnets) {
        public Addressing {
            podSubnets = List.copyOf(podSubnets);
            serviceSubnets = List.copyOf(serviceSubnets);
            ipFabricSubnets = List.copyOf(ipFabricSubnets);
        }
    }

    /**
     * @param forwarding {@code ip_fabric_forwarding}, the global default
     * @param snat {@code ip_fabric_snat}, the global default
     * @param sharedRead give the projects of plain namespaces read access to the default networks (spec 01 section 8)
     * @param hostNetworkService services may select host-network pods
     * @param publicFipPool the default floating-ip pool, or null
     */
    public record Features(
            boolean forwarding,
            boolean snat,
            boolean sharedRead,
            boolean hostNetworkService,
            @Nullable FqName publicFipPool) {}

    /**
     * @param apsName effective name of the application policy set
     * @param secureProject the application tag goes on projects instead of networks
     */
    public record Security(String apsName, boolean secureProject, NetworkPolicies policies) {}

    /**
     * How network policies are enforced (spec 03).
     *
     * @param sctpPorts which ports rules for SCTP name (spec 03 section 11.5)
     */
    public record NetworkPolicies(Enforcement enforcement, SctpPortMode sctpPorts) {
        public static final NetworkPolicies DEFAULTS = new NetworkPolicies(Enforcement.STRICT, SctpPortMode.EXACT);

        public boolean isStrict() {
            return enforcement == Enforcement.STRICT;
        }

        /** Who must agree to a flow whose ends are both isolated (spec 03 section 0). */
        public enum Enforcement {
            /** The policies of both ends, as Kubernetes means it. */
            STRICT,
            /** Those of one end, as in the original. */
            FLOW
        }

        /** Ports of SCTP in rules; no agent sees those of a packet. */
        public enum SctpPortMode {
            /** Those that policies name: nothing passes where they name any. */
            EXACT,
            /** All: a policy that names one lets all pass. */
            WIDEN
        }
    }

    /**
     * @param on the cluster runs inside virtual machines of another Contrail-managed cloud
     * @param hostNetwork the network of those machines, or null if none is configured
     * @param flowAgingPorts TCP ports whose flows must not time out (spec 01 section 3.5); empty unless nested
     */
    public record Nested(boolean on, @Nullable FqName hostNetwork, List<Integer> flowAgingPorts) {
        public Nested {
            flowAgingPorts = List.copyOf(flowAgingPorts);
        }
    }

    /**
     * How pods reach the Kubernetes API by a link-local service.
     *
     * @param serviceName {@code kubernetes_service_name}
     * @param linkLocal whether to make the entries at all
     */
    public record KubernetesApi(String host, int securePort, String serviceName, boolean linkLocal) {}

    /**
     * How pods, services and ingresses are served (spec 02).
     *
     * @param vmNaming names of virtual machines, which the CNI plugin looks for (spec 02 section 4.4)
     * @param releaseCompletedPods pods that have stopped for good give back address and interfaces (spec 02 section 4.1)
     * @param writeExternalIps public addresses are also written to {@code spec.externalIPs} (spec 02 section 5.4)
     */
    public record Workloads(
            VmNaming vmNaming, boolean releaseCompletedPods, boolean writeExternalIps, Ingresses ingresses) {
        public static final Workloads DEFAULTS = new Workloads(
                VmNaming.R21_4,
                true,
                false,
                new Ingresses("opencontrail.org/ingress", true, Ingresses.PrefixMode.EXACT));
    }

    /** Forms of the name of a pod's virtual machine. */
    public enum VmNaming {
        /** {@code C__ns__pod}: any container runtime. */
        R21_4,
        /** {@code pod__uid}: plugins that find it by uuid. */
        R5_0
    }

    /**
     * Which ingresses are ours, and how paths are put (spec 02 section 11.2).
     *
     * @param controllerName {@code spec.controller} of the IngressClasses that are ours
     * @param claimClassless ingresses without any class are ours
     */
    public record Ingresses(String controllerName, boolean claimClassless, PrefixMode prefixMode) {
        /** What becomes of a path that is a prefix; svc-monitor itself knows exact paths only. */
        public enum PrefixMode {
            EXACT,
            HAPROXY_REGEX
        }
    }
}
