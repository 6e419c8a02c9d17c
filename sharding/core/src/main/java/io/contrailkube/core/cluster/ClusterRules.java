package io.contrailkube.core.cluster;

import io.contrailkube.core.contrail.ApplicationPolicySet;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.GlobalVrouterConfig;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.NetworkPolicy;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Project;
import io.contrailkube.core.contrail.Tag;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.firewall.SharedObjects;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.state.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The objects of the cluster as a whole (spec 01 sections 3.1 to 3.7). Total, like the rules of a kind. */
public final class ClusterRules {
    /** Places in the application policy set (spec 03 section 7). */
    private static final String INGRESS_PLACE = "00010.0";

    private static final String PAIR_ALLOW_PLACE = "00020.0";
    private static final String PAIR_DENY_PLACE = "00021.0";
    private static final String DENY_ALL_PLACE = "99000.0";
    private static final String ALLOW_ALL_PLACE = "99001.0";
    /** In the policy that allows everything the order does not matter; one band holds all rules. */
    private static final int RULE_BAND = 1;

    private final ObjectNames names;
    private final OwnershipMarks marks;

    public ClusterRules(ObjectNames names) {
        this.names = names;
        this.marks = new OwnershipMarks(names);
    }

    /**
     * Everything that must stand before a namespace is served.
     *
     * @param forwarding whether the default pod network is on the underlay
     * @param fromDefault what namespace `default` asks for, {@link Contribution#NONE} before it is seen
     * @param readers uuids of projects that may read the default networks
     */
    public List<ContrailObject> foundation(boolean forwarding, Contribution fromDefault, List<String> readers) {
        var objects = new ArrayList<ContrailObject>();
        objects.addAll(projects());
        objects.add(
                Tag.named(names.applicationTag()).annotations(marks.ofCluster()).build());
        objects.addAll(firewallPolicies());
        objects.add(policySet());
        objects.add(ipam(names.ipFabricIpam(), names.settings().addressing().ipFabricSubnets()));
        objects.add(ipam(names.podIpam(), names.settings().addressing().podSubnets()));
        objects.add(ipam(names.serviceIpam(), names.settings().addressing().serviceSubnets()));
        objects.addAll(networkPolicies());
        objects.add(podNetwork(forwarding, fromDefault, readers));
        objects.add(serviceNetwork(readers));
        objects.add(carrier(ObjectNames.IP_FABRIC, names.ipFabricPolicy()));
        return objects;
    }

    /** In nested mode, what makes the hosts reachable; apart, because the host network may be missing (spec 01 s3.1). */
    public List<ContrailObject> underlay() {
        ObjectKey hosts = names.hostNetwork();
        return hosts == null ? List.of() : List.of(carrier(hosts, names.nestedUnderlayPolicy()));
    }

    /** Our entries on the vrouter configuration; apart, because that object may be missing (spec 01, CL-13). */
    public List<ContrailObject> vrouterConfig(List<LinkLocalService> linkLocal) {
        var config = GlobalVrouterConfig.claims(ObjectNames.VROUTER_CONFIG);
        GlobalVrouterConfig.snatPorts(config, "tcp", 56000, 57023);
        GlobalVrouterConfig.snatPorts(config, "udp", 57024, 58047);
        names.settings().nested().flowAgingPorts().stream()
                .distinct()
                .forEach(port -> GlobalVrouterConfig.neverAge(config, port));
        linkLocal.forEach(service -> GlobalVrouterConfig.linkLocal(config, service));
        return List.of(config.build());
    }

    /** The two rules of a namespace in the policy that allows everything, as single references. */
    public ContrailObject allowAllReferences(String namespace) {
        var hub = FirewallPolicy.hub(names.allowAllPolicy());
        FirewallPolicy.addRule(hub, names.ingressRule(namespace), RULE_BAND);
        FirewallPolicy.addRule(hub, names.egressRule(namespace), RULE_BAND);
        return hub.build();
    }

    /** A tag that labels are published as. */
    public ContrailObject labelTag(ObjectKey tag) {
        return Tag.named(tag).annotations(marks.ofCluster()).build();
    }

    private List<ContrailObject> projects() {
        if (names.sharesProject()) {
            // A project that the operator chose: no marks, so that several clusters may live in it.
            return List.of(Project.named(names.defaultProject()).build());
        }
        return List.of(namespaceProject(ObjectNames.DEFAULT_NAMESPACE), namespaceProject(ObjectNames.SYSTEM_NAMESPACE));
    }

    private ContrailObject namespaceProject(String namespace) {
        return Project.named(names.project(namespace))
                .annotations(marks.of(NamespaceKind.NAME, namespace, namespace))
                .build();
    }

    private List<ContrailObject> firewallPolicies() {
        var policies = new ArrayList<ContrailObject>();
        if (names.settings().security().policies().isStrict()) {
            policies.addAll(new SharedObjects(names).pairPolicies());
        }
        policies.add(firewallPolicy(names.ingressFirewallPolicy(), "Ingress", Map.of()));
        policies.add(firewallPolicy(names.denyAllPolicy(), "denyall", Map.of("tail", "True")));
        policies.add(firewallPolicy(names.allowAllPolicy(), "allowall", Map.of("after_tail", "True")));
        return policies;
    }

    private ContrailObject firewallPolicy(ObjectKey key, String name, Map<String, String> place) {
        SortedMap<String, String> annotations = marks.ofInfraPolicy(name);
        annotations.putAll(place);
        return FirewallPolicy.named(key).annotations(annotations).build();
    }

    private ContrailObject policySet() {
        var set = ApplicationPolicySet.named(names.applicationPolicySet())
                .annotations(marks.ofCluster())
                .tag(names.applicationTag());
        ApplicationPolicySet.add(set, names.ingressFirewallPolicy(), INGRESS_PLACE);
        if (names.settings().security().policies().isStrict()) {
            var ofPolicies = new PolicyNames(names);
            ApplicationPolicySet.add(set, ofPolicies.pairAllowPolicy(), PAIR_ALLOW_PLACE);
            ApplicationPolicySet.add(set, ofPolicies.pairDenyPolicy(), PAIR_DENY_PLACE);
        }
        ApplicationPolicySet.add(set, names.denyAllPolicy(), DENY_ALL_PLACE);
        ApplicationPolicySet.add(set, names.allowAllPolicy(), ALLOW_ALL_PLACE);
        return set.build();
    }

    private ContrailObject ipam(ObjectKey key, List<Cidr> subnets) {
        return NetworkIpam.flat(key, subnets).annotations(marks.ofCluster()).build();
    }

    private List<ContrailObject> networkPolicies() {
        var policies = new ArrayList<>(List.of(
                NetworkPolicy.betweenCarriersAnd(names.ipFabricPolicy(), ObjectNames.IP_FABRIC),
                NetworkPolicy.betweenCarriersAnd(names.defaultServicePolicy(), names.defaultServiceNetwork()),
                NetworkPolicy.between(
                        names.defaultPodServicePolicy(), names.defaultPodNetwork(), names.defaultServiceNetwork())));
        ObjectKey hosts = names.hostNetwork();
        if (hosts != null) {
            policies.add(NetworkPolicy.betweenCarriersAnd(names.nestedUnderlayPolicy(), hosts));
        }
        return policies.stream()
                .map(policy -> policy.annotations(marks.ofCluster()).build())
                .toList();
    }

    private ContrailObject podNetwork(boolean forwarding, Contribution fromDefault, List<String> readers) {
        Boolean asked = fromDefault.defaultSnat();
        boolean snat = asked != null ? asked : names.settings().features().snat();
        var network = VirtualNetwork.flat(
                names.defaultPodNetwork(),
                forwarding ? names.ipFabricIpam() : names.podIpam(),
                forwarding ? ObjectNames.IP_FABRIC : null,
                forwarding ? null : snat,
                attached());
        return defaultNetwork(network, "pod", readers);
    }

    private ContrailObject serviceNetwork(List<String> readers) {
        var network = VirtualNetwork.flat(names.defaultServiceNetwork(), names.serviceIpam(), null, false, attached());
        return defaultNetwork(network, "service", readers);
    }

    /** What both default networks carry; the original adds the service policy to the pod network a little later. */
    private List<ObjectKey> attached() {
        var policies = new ArrayList<>(
                List.of(names.ipFabricPolicy(), names.defaultServicePolicy(), names.defaultPodServicePolicy()));
        if (names.hostNetwork() != null) {
            policies.add(names.nestedUnderlayPolicy());
        }
        return policies;
    }

    private ContrailObject defaultNetwork(ContrailObjectBuilder network, String role, List<String> readers) {
        SortedMap<String, String> annotations = marks.ofCluster();
        annotations.put(OwnershipMarks.ROLE, role);
        if (!names.tagsProjects()) {
            network.tag(names.applicationTag());
        }
        readers.forEach(project -> VirtualNetwork.letRead(network, project));
        return network.annotations(annotations).build();
    }

    private static ContrailObject carrier(ObjectKey network, ObjectKey policy) {
        var claims = ContrailObject.builder(network.type(), network.fqName()).partOnly();
        NetworkPolicy.attach(claims, policy);
        return claims.build();
    }
}
