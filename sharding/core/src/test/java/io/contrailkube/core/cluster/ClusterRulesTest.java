package io.contrailkube.core.cluster;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObject.Claim;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.testing.DesiredObjects;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 section 3.2, object by object. */
class ClusterRulesTest {
    private static final ObjectNames NAMES = names();
    private static final String POLICY = "default-domain:k8s-default:k8s-default-";

    private static DesiredObjects foundation(ObjectNames names) {
        return DesiredObjects.of(new ClusterRules(names)
                .foundation(names.settings().features().forwarding(), Contribution.NONE, List.of()));
    }

    @Test
    @Spec("CL-1")
    void everyObjectOfTheTable() {
        DesiredObjects desired = foundation(NAMES);
        assertThat(desired.leaves(ContrailTypes.PROJECT)).containsExactly("k8s-default", "k8s-kube-system");
        assertThat(desired.leaves(ContrailTypes.NETWORK_IPAM))
                .containsExactlyInAnyOrder("k8s-ip-fabric-ipam", "k8s-pod-ipam", "k8s-service-ipam");
        assertThat(desired.leaves(ContrailTypes.NETWORK_POLICY))
                .containsExactlyInAnyOrder(
                        "k8s-default-ip-fabric-np", "k8s-default-service-np", "k8s-default-pod-service-np");
        assertThat(desired.leaves(ContrailTypes.VIRTUAL_NETWORK))
                .containsExactlyInAnyOrder("k8s-default-pod-network", "k8s-default-service-network", "ip-fabric");
        assertThat(desired.leaves(ContrailTypes.FIREWALL_POLICY))
                .containsExactlyInAnyOrder(
                        "k8s-Ingress", "k8s-pairallow", "k8s-pairdeny", "k8s-denyall", "k8s-allowall");
        assertThat(desired.leaves(ContrailTypes.APPLICATION_POLICY_SET)).containsExactly("k8s");
        assertThat(desired.leaves(ContrailTypes.TAG)).containsExactly("application=k8s");
        assertThat(desired.keys()).hasSize(18);
    }

    @ParameterizedTest
    @CsvSource({
        "k8s-ip-fabric-ipam, 10.64.0.0, 12",
        "k8s-pod-ipam, 10.32.0.0, 12",
        "k8s-service-ipam, 10.96.0.0, 12",
    })
    void addressPools(String leaf, String prefix, int length) {
        ObjectKey key = ObjectKey.of(ContrailTypes.NETWORK_IPAM, "default-domain", "k8s-default", leaf);
        DesiredObjects desired = foundation(NAMES);
        assertThat(desired.property(key, "ipam_subnet_method").asText()).isEqualTo("flat-subnet");
        assertThat(desired.entries(key, SharedList.IPAM_SUBNETS))
                .containsExactly(json("{subnet: {ip_prefix: '" + prefix + "', ip_prefix_len: " + length + "}}"));
    }

    @Test
    @Spec("CL-5")
    void twoPodSubnetsMakeTwoEntriesAndOneReference() {
        ObjectNames names =
                settings().podSubnets("10.32.0.0/12", "10.112.0.0/12").names();
        DesiredObjects desired = foundation(names);
        assertThat(desired.entries(names.podIpam(), SharedList.IPAM_SUBNETS)).hasSize(2);
        assertThat(desired.get(names.defaultPodNetwork()).references().stream()
                        .filter(reference -> reference.field().equals("network_ipam_refs")))
                .containsExactly(new Reference("network_ipam_refs", names.podIpam(), json("{ipam_subnets: []}")));
    }

    @Test
    void defaultNetworks() {
        DesiredObjects desired = foundation(NAMES);
        ObjectKey pods = NAMES.defaultPodNetwork();
        ObjectKey services = NAMES.defaultServiceNetwork();
        for (ObjectKey network : List.of(pods, services)) {
            assertThat(desired.property(network, "address_allocation_mode").asText())
                    .isEqualTo("flat-subnet-only");
            assertThat(desired.property(network, "virtual_network_properties"))
                    .isEqualTo(json("{forwarding_mode: 'l3'}"));
            assertThat(desired.property(network, "fabric_snat")).isEqualTo(json("false"));
            assertThat(desired.references(network, "virtual_network_refs")).isEmpty();
            assertThat(desired.references(network, "tag_refs")).containsExactly("application=k8s");
            assertThat(desired.references(network, "network_policy_refs"))
                    .containsExactlyInAnyOrder(
                            POLICY + "ip-fabric-np", POLICY + "service-np", POLICY + "pod-service-np");
            assertThat(desired.get(network).references())
                    .filteredOn(reference -> reference.field().equals("network_policy_refs"))
                    .allSatisfy(reference ->
                            assertThat(reference.attr()).isEqualTo(json("{sequence: {major: 0, minor: 0}}")));
        }
        assertThat(desired.references(pods, "network_ipam_refs"))
                .containsExactly(NAMES.podIpam().fqName().toString());
        assertThat(desired.references(services, "network_ipam_refs"))
                .containsExactly(NAMES.serviceIpam().fqName().toString());
    }

    @Test
    @Spec("CL-7")
    void forwardingPutsTheDefaultPodNetworkOnTheUnderlayWithoutSnat() {
        ObjectNames names = settings().forwarding(true).snat(true).names();
        DesiredObjects desired = foundation(names);
        ObjectKey pods = names.defaultPodNetwork();
        assertThat(desired.references(pods, "network_ipam_refs"))
                .containsExactly(names.ipFabricIpam().fqName().toString());
        assertThat(desired.references(pods, "virtual_network_refs"))
                .containsExactly("default-domain:default-project:ip-fabric");
        assertThat(desired.get(pods).properties().has("fabric_snat")).isFalse();
        ObjectKey services = names.defaultServiceNetwork();
        assertThat(desired.references(services, "virtual_network_refs")).isEmpty();
        assertThat(desired.property(services, "fabric_snat")).isEqualTo(json("false"));
    }

    /** Option, annotation of namespace default (`-` for none), forwarding; SNAT of the default pod network. */
    @ParameterizedTest
    @CsvSource({
        "false, -, false, false",
        "true, -, false, true",
        "false, true, false, true",
        "true, false, false, false",
        "true, true, true, absent",
        "true, -, true, absent",
    })
    @Spec("NS-18")
    void snatOfTheDefaultPodNetwork(boolean option, String annotation, boolean forwarding, String snat) {
        ObjectNames names = settings().snat(option).names();
        @Nullable Boolean asked = annotation.equals("-") ? null : Boolean.valueOf(annotation);
        var fromDefault = new Contribution(new TreeSet<>(), true, asked, null);
        DesiredObjects desired =
                DesiredObjects.of(new ClusterRules(names).foundation(forwarding, fromDefault, List.of()));
        String decided =
                desired.property(names.defaultPodNetwork(), "fabric_snat").asText("absent");
        assertThat(decided.isEmpty() ? "absent" : decided).isEqualTo(snat);
        assertThat(desired.property(names.defaultServiceNetwork(), "fabric_snat"))
                .isEqualTo(json("false"));
    }

    @ParameterizedTest
    @CsvSource({
        "k8s-default-ip-fabric-np, network_policy, :k8s-default:k8s-default-ip-fabric-np, :default-project:ip-fabric",
        "k8s-default-service-np, network_policy, :k8s-default:k8s-default-service-np,"
                + " :k8s-default:k8s-default-service-network",
        "k8s-default-pod-service-np, virtual_network, :k8s-default:k8s-default-pod-network,"
                + " :k8s-default:k8s-default-service-network",
    })
    void networkPolicies(String leaf, String sourceField, String source, String destination) {
        ObjectKey key = ObjectKey.of(ContrailTypes.NETWORK_POLICY, "default-domain", "k8s-default", leaf);
        assertThat(foundation(NAMES).property(key, "network_policy_entries").path("policy_rule"))
                .containsExactly(json("{direction: '<>', protocol: 'any', action_list: {simple_action: 'pass'},"
                        + "src_addresses: [{" + sourceField + ": 'default-domain" + source + "'}],"
                        + "dst_addresses: [{virtual_network: 'default-domain" + destination + "'}],"
                        + "src_ports: [{start_port: -1, end_port: -1}], dst_ports: [{start_port: -1, end_port: -1}]}"));
    }

    @Test
    void ipFabricIsSomebodyElsesAndGetsItsPolicyOnly() {
        ContrailObject fabric = foundation(NAMES).get(ObjectNames.IP_FABRIC);
        assertThat(fabric.claim()).isEqualTo(Claim.PART);
        assertThat(fabric.properties()).isEmpty();
        assertThat(fabric.entries()).isEmpty();
        assertThat(fabric.claims()).containsExactly("network_policy_refs/" + POLICY + "ip-fabric-np");
    }

    @Test
    @Spec("CL-26")
    void thePolicySetHasItsNameItsTagAndItsOrder() {
        ObjectNames names = settings().apsName("foo").names();
        DesiredObjects desired = foundation(names);
        ObjectKey key = ObjectKey.of(ContrailTypes.APPLICATION_POLICY_SET, "default-policy-management", "foo");
        assertThat(desired.references(key, "tag_refs")).containsExactly("application=k8s");
        assertThat(desired.get(key).references())
                .filteredOn(reference -> reference.field().equals("firewall_policy_refs"))
                .extracting(reference -> reference.to().fqName().leaf() + ' ' + reference.attr())
                .containsExactlyInAnyOrder(
                        "k8s-Ingress {\"sequence\":\"00010.0\"}",
                        "k8s-pairallow {\"sequence\":\"00020.0\"}",
                        "k8s-pairdeny {\"sequence\":\"00021.0\"}",
                        "k8s-denyall {\"sequence\":\"99000.0\"}",
                        "k8s-allowall {\"sequence\":\"99001.0\"}");
    }

    @Test
    @Spec("CL-15")
    void aConfiguredProjectIsMadeWithoutMarksAndHoldsEverything() {
        ObjectNames names = settings().project("admin").names();
        DesiredObjects desired = foundation(names);
        assertThat(desired.leaves(ContrailTypes.PROJECT)).containsExactly("admin");
        assertThat(desired.annotations(names.defaultProject())).isEmpty();
        assertThat(desired.keys())
                .filteredOn(key -> key.fqName().parts().size() == 3 && !key.equals(ObjectNames.IP_FABRIC))
                .allSatisfy(key -> assertThat(key.fqName().parent()).isEqualTo(FqName.of("default-domain", "admin")));
    }

    @Test
    void everythingElseThatIsOursBearsOurMarks() {
        DesiredObjects desired = foundation(NAMES);
        assertThat(desired.keys())
                .filteredOn(key -> desired.get(key).claim() != Claim.PART)
                .allSatisfy(key -> assertThat(desired.annotations(key))
                        .containsEntry("owner", "k8s")
                        .containsEntry("cluster", "k8s")
                        .containsKeys("project", "kind", "namespace", "name"));
        assertThat(desired.annotations(NAMES.defaultPodNetwork())).containsEntry("role", "pod");
        assertThat(desired.annotations(NAMES.denyAllPolicy()))
                .containsEntry("kind", "VncSecurityPolicy")
                .containsEntry("tail", "True");
    }

    @Test
    void theTagGoesOnProjectsWhereAsked() {
        ObjectNames names = settings().secureProject(true).names();
        DesiredObjects desired = foundation(names);
        assertThat(desired.references(names.defaultPodNetwork(), "tag_refs")).isEmpty();
    }

    @Test
    void readersAreEntriesOnBothDefaultNetworks() {
        DesiredObjects desired =
                DesiredObjects.of(new ClusterRules(NAMES).foundation(false, Contribution.NONE, List.of("p1", "p2")));
        for (ObjectKey network : List.of(NAMES.defaultPodNetwork(), NAMES.defaultServiceNetwork())) {
            assertThat(desired.entries(network, SharedList.PERMISSION_SHARES))
                    .containsExactly(
                            json("{tenant: 'p1', tenant_access: 4}"), json("{tenant: 'p2', tenant_access: 4}"));
        }
    }

    @Test
    @Spec({"CL-11", "CL-19"})
    void vrouterConfiguration() {
        ContrailObject plain = new ClusterRules(NAMES).vrouterConfig(List.of()).get(0);
        assertThat(plain.claim()).isEqualTo(Claim.PART);
        DesiredObjects desired = DesiredObjects.of(List.of(plain));
        assertThat(desired.entries(ObjectNames.VROUTER_CONFIG, SharedList.PORT_TRANSLATION_POOLS))
                .containsExactly(
                        json("{protocol: 'tcp', port_range: {start_port: 56000, end_port: 57023}}"),
                        json("{protocol: 'udp', port_range: {start_port: 57024, end_port: 58047}}"));
        assertThat(desired.entries(ObjectNames.VROUTER_CONFIG, SharedList.FLOW_AGING_TIMEOUTS))
                .isEmpty();
        DesiredObjects nested = DesiredObjects.of(
                new ClusterRules(settings().nested(null, 9042, 5672, 9042).names()).vrouterConfig(List.of()));
        assertThat(nested.entries(ObjectNames.VROUTER_CONFIG, SharedList.FLOW_AGING_TIMEOUTS))
                .containsExactly(
                        json("{protocol: 'tcp', port: 9042, timeout_in_seconds: 2147483647}"),
                        json("{protocol: 'tcp', port: 5672, timeout_in_seconds: 2147483647}"));
    }

    @Test
    @Spec("CL-19")
    void theUnderlayPolicyNeedsAHostNetwork() {
        assertThat(new ClusterRules(NAMES).underlay()).isEmpty();
        assertThat(new ClusterRules(settings().nested(null).names()).underlay()).isEmpty();
        ObjectNames nested =
                settings().nested(FqName.of("default-domain", "admin", "hosts")).names();
        assertThat(new ClusterRules(nested).underlay()).singleElement().satisfies(hosts -> {
            assertThat(hosts.claim()).isEqualTo(Claim.PART);
            assertThat(hosts.needs()).contains(nested.nestedUnderlayPolicy());
        });
        assertThat(foundation(nested).has(nested.nestedUnderlayPolicy())).isTrue();
    }

    @Test
    @Spec("API-147")
    void rulesOfAllNamespacesHaveSequencesOfTheirOwn() {
        var rules = new ClusterRules(NAMES);
        var sequences = new TreeSet<String>();
        for (int i = 0; i < 2000; i++) {
            ContrailObject hub = rules.allowAllReferences("ns" + i);
            assertThat(hub.claim()).isEqualTo(Claim.PART);
            hub.references().forEach(reference -> {
                String sequence = reference.attr() == null
                        ? ""
                        : reference.attr().path("sequence").asText();
                assertThat(sequence).matches("00001\\.\\d{15}");
                assertThat(sequences.add(sequence)).isTrue();
            });
        }
    }
}
