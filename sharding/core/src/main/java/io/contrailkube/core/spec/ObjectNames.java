package io.contrailkube.core.spec;

import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import org.jspecify.annotations.Nullable;

/** Names of the Contrail objects of one cluster; nothing else spells a name (spec 01 sections 1.6, 3.2 and 5.5). */
public record ObjectNames(ClusterSettings settings) {
    public static final String DEFAULT_NAMESPACE = "default";
    public static final String SYSTEM_NAMESPACE = "kube-system";
    public static final ObjectKey IP_FABRIC =
            ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "default-project", "ip-fabric");
    public static final ObjectKey VROUTER_CONFIG = ObjectKey.of(
            ContrailTypes.GLOBAL_VROUTER_CONFIG, "default-global-system-config", "default-global-vrouter-config");
    private static final String POLICY_MANAGEMENT = "default-policy-management";

    public String cluster() {
        return settings.name();
    }

    public ObjectKey domain() {
        return ObjectKey.of(ContrailTypes.DOMAIN, settings.tenancy().domain());
    }

    /** Whether all namespaces share one configured project. */
    public boolean sharesProject() {
        return settings.tenancy().project() != null;
    }

    /** Whether the application tag goes on projects; else on networks, as always in nested mode (spec 01 s3.7). */
    public boolean tagsProjects() {
        return settings.security().secureProject() && !settings.nested().on();
    }

    public String projectName(String namespace) {
        String configured = settings.tenancy().project();
        return configured != null ? configured : prefixed(namespace);
    }

    public ObjectKey project(String namespace) {
        return new ObjectKey(ContrailTypes.PROJECT, domain().fqName().child(projectName(namespace)));
    }

    /** The project of the objects that all namespaces share. */
    public ObjectKey defaultProject() {
        return project(DEFAULT_NAMESPACE);
    }

    public ObjectKey ipFabricIpam() {
        return inDefaultProject(ContrailTypes.NETWORK_IPAM, prefixed("ip-fabric-ipam"));
    }

    public ObjectKey podIpam() {
        return inDefaultProject(ContrailTypes.NETWORK_IPAM, prefixed("pod-ipam"));
    }

    public ObjectKey serviceIpam() {
        return inDefaultProject(ContrailTypes.NETWORK_IPAM, prefixed("service-ipam"));
    }

    public ObjectKey defaultPodNetwork() {
        return inDefaultProject(
                ContrailTypes.VIRTUAL_NETWORK, settings.tenancy().podNetwork());
    }

    public ObjectKey defaultServiceNetwork() {
        return inDefaultProject(
                ContrailTypes.VIRTUAL_NETWORK, settings.tenancy().serviceNetwork());
    }

    /** The network of the hosts in nested mode, or null. */
    public @Nullable ObjectKey hostNetwork() {
        FqName name = settings.nested().hostNetwork();
        return settings.nested().on() && name != null ? new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, name) : null;
    }

    public ObjectKey ipFabricPolicy() {
        return inDefaultProject(ContrailTypes.NETWORK_POLICY, prefixed("default-ip-fabric-np"));
    }

    public ObjectKey defaultServicePolicy() {
        return inDefaultProject(ContrailTypes.NETWORK_POLICY, prefixed("default-service-np"));
    }

    public ObjectKey defaultPodServicePolicy() {
        return inDefaultProject(ContrailTypes.NETWORK_POLICY, prefixed("default-pod-service-np"));
    }

    public ObjectKey nestedUnderlayPolicy() {
        return inDefaultProject(ContrailTypes.NETWORK_POLICY, prefixed("nested-underlay-np"));
    }

    public ObjectKey podNetwork(String namespace) {
        return inProject(ContrailTypes.VIRTUAL_NETWORK, namespace, prefixed(namespace + "-pod-network"));
    }

    public ObjectKey serviceNetwork(String namespace) {
        return inProject(ContrailTypes.VIRTUAL_NETWORK, namespace, prefixed(namespace + "-service-network"));
    }

    public ObjectKey podServicePolicy(String namespace) {
        return inProject(ContrailTypes.NETWORK_POLICY, namespace, prefixed(namespace + "-pod-service-np"));
    }

    public ObjectKey securityGroup(String namespace) {
        return inProject(ContrailTypes.SECURITY_GROUP, namespace, prefixed(namespace + "-default-sg"));
    }

    public ObjectKey ingressRule(String namespace) {
        return policyManagement(ContrailTypes.FIREWALL_RULE, prefixed("Namespace-" + namespace + "-ingress"));
    }

    public ObjectKey egressRule(String namespace) {
        return policyManagement(ContrailTypes.FIREWALL_RULE, prefixed("Namespace-" + namespace + "-egress"));
    }

    public ObjectKey applicationPolicySet() {
        return policyManagement(
                ContrailTypes.APPLICATION_POLICY_SET, settings.security().apsName());
    }

    public ObjectKey ingressFirewallPolicy() {
        return policyManagement(ContrailTypes.FIREWALL_POLICY, prefixed("Ingress"));
    }

    public ObjectKey denyAllPolicy() {
        return policyManagement(ContrailTypes.FIREWALL_POLICY, prefixed("denyall"));
    }

    public ObjectKey allowAllPolicy() {
        return policyManagement(ContrailTypes.FIREWALL_POLICY, prefixed("allowall"));
    }

    public static ObjectKey policyManagement() {
        return ObjectKey.of(ContrailTypes.POLICY_MANAGEMENT, POLICY_MANAGEMENT);
    }

    /** The tag that brings the cluster's policies to a network, project or interface (spec 03 section 2). */
    public ObjectKey applicationTag() {
        return TagNames.tag("application", cluster());
    }

    public ObjectKey namespaceTag(String namespace) {
        return TagNames.tag("namespace", namespace);
    }

    private String prefixed(String name) {
        return cluster() + '-' + name;
    }

    private ObjectKey inDefaultProject(String type, String name) {
        return inProject(type, DEFAULT_NAMESPACE, name);
    }

    private ObjectKey inProject(String type, String namespace, String name) {
        return new ObjectKey(type, project(namespace).fqName().child(name));
    }

    /** What stands under the policy management. */
    public static ObjectKey policyManagement(String type, String name) {
        return ObjectKey.of(type, POLICY_MANAGEMENT, name);
    }
}
