package io.contrailkube.node.config;

import static io.contrailkube.node.config.Option.contributes;
import static io.contrailkube.node.config.Option.decides;
import static io.contrailkube.node.config.Section.KUBERNETES;

import io.contrailkube.core.contrail.Cidr;
import java.util.List;
import java.util.Map;

/** Section [KUBERNETES] (spec 01 section 1.2). */
final class KubernetesOptions {
    static final Option<String> API_SERVER = contributes(
            "kubernetes_api_server",
            KUBERNETES,
            Forms.host().or("localhost").orEmpty(),
            "host of the Kubernetes API; if neither it nor token is given, kubeconfig or the pod's service account"
                    + " decide. Also the target of the link-local service for the API (none if empty)",
            HoconPaths.KUBERNETES_SERVER);
    static final Option<Integer> API_PORT = contributes(
            "kubernetes_api_port",
            KUBERNETES,
            Forms.port().or("8080"),
            "port for plain HTTP, used if no token is set",
            HoconPaths.KUBERNETES_SERVER);
    static final Option<Integer> API_SECURE_PORT = contributes(
            "kubernetes_api_secure_port",
            KUBERNETES,
            Forms.port().or("8443"),
            "port for HTTPS, used if a token is set; also of the link-local service for the API",
            HoconPaths.KUBERNETES_SERVER);
    static final Option<String> SERVICE_NAME = decides(
            "kubernetes_service_name",
            KUBERNETES,
            Forms.dnsLabel().or("kubernetes"),
            "the Service in namespace default that stands for the Kubernetes API");
    static final Option<List<Cidr>> POD_SUBNETS =
            decides("pod_subnets", KUBERNETES, Forms.cidrs().mandatory(), "addresses of pods");
    static final Option<List<Cidr>> SERVICE_SUBNETS = decides(
            "service_subnets",
            KUBERNETES,
            Forms.cidrs().mandatory(),
            "addresses of services; must be the service CIDR of Kubernetes");
    static final Option<List<Cidr>> IP_FABRIC_SUBNETS = decides(
            "ip_fabric_subnets",
            KUBERNETES,
            Forms.cidrs().mandatory(),
            "addresses of pods on the underlay; needed even without ip_fabric_forwarding");
    static final Option<String> CLUSTER_OWNER = decides(
            "kubernetes_cluster_owner",
            KUBERNETES,
            Forms.contrailName().or("k8s"),
            "value of the owner annotation on everything made here");
    static final Option<String> CLUSTER_DOMAIN = decides(
            "kubernetes_cluster_domain",
            KUBERNETES,
            Forms.contrailName().or("default-domain"),
            "domain in Contrail, unless cluster_network or cluster_project name one");
    static final Option<String> CLUSTER_NAME =
            decides("cluster_name", KUBERNETES, Forms.dnsLabel().mandatory(), "prefix of all generated names");
    static final Option<Map<String, String>> CLUSTER_PROJECT = decides(
            "cluster_project",
            KUBERNETES,
            Forms.dict("project").or("{}"),
            "project that all namespaces share, and optionally its domain; {} gives each namespace its own");
    static final Option<Map<String, String>> CLUSTER_NETWORK = decides(
            "cluster_network",
            KUBERNETES,
            Forms.dict("domain", "project").or("{}"),
            "network of the hosts of a nested cluster; its domain and project win over cluster_project");
    static final Option<Map<String, String>> CLUSTER_POD_NETWORK = decides(
            "cluster_pod_network",
            KUBERNETES,
            Forms.dict("name").or("{}"),
            "its name becomes that of the default pod network, else <cluster_name>-default-pod-network");
    static final Option<Map<String, String>> CLUSTER_SERVICE_NETWORK = decides(
            "cluster_service_network",
            KUBERNETES,
            Forms.dict("name").or("{}"),
            "its name becomes that of the default service network, else <cluster_name>-default-service-network");
    static final Option<Boolean> FORWARDING =
            decides("ip_fabric_forwarding", KUBERNETES, Forms.flag().or("false"), "pod networks live on the underlay");
    static final Option<Boolean> SNAT =
            decides("ip_fabric_snat", KUBERNETES, Forms.flag().or("false"), "distributed source NAT on pod networks");
    static final Option<Boolean> HOST_NETWORK_SERVICE = decides(
            "host_network_service",
            KUBERNETES,
            Forms.flag().or("false"),
            "services may select pods on the host network");

    static final List<Option<?>> ALL = List.of(
            API_SERVER,
            API_PORT,
            API_SECURE_PORT,
            SERVICE_NAME,
            POD_SUBNETS,
            SERVICE_SUBNETS,
            IP_FABRIC_SUBNETS,
            CLUSTER_OWNER,
            CLUSTER_DOMAIN,
            CLUSTER_NAME,
            CLUSTER_PROJECT,
            CLUSTER_NETWORK,
            CLUSTER_POD_NETWORK,
            CLUSTER_SERVICE_NETWORK,
            FORWARDING,
            SNAT,
            HOST_NETWORK_SERVICE);

    private KubernetesOptions() {}
}
