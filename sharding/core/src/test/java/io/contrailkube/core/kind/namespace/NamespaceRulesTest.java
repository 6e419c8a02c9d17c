package io.contrailkube.core.kind.namespace;

import static io.contrailkube.core.testing.Given.desiredOf;
import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObject.Claim;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.NamespaceBuilder;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spec 01 section 5.5, object by object. */
class NamespaceRulesTest {
    private static final ObjectNames NAMES = names();

    private static Contribution contribution(ObjectNames names, NamespaceBuilder namespace, @Nullable String project) {
        var settings = NamespaceDecider.settings(namespace.fact(), NamespaceState.EMPTY, names.settings());
        return new NamespaceRules(names).contribution(namespace.fact(), settings, project);
    }

    @Test
    @Spec("NS-1")
    void aPlainNamespace() {
        DesiredObjects desired = desiredOf(namespace("ns1"));
        assertThat(desired.keys())
                .containsExactlyInAnyOrder(
                        NAMES.project("ns1"),
                        NAMES.securityGroup("ns1"),
                        NAMES.namespaceTag("ns1"),
                        NAMES.ingressRule("ns1"),
                        NAMES.egressRule("ns1"));
        assertThat(desired.annotations(NAMES.project("ns1")))
                .containsEntry("isolated", "False")
                .containsEntry("kind", "Namespace")
                .containsEntry("k8s_uuid", namespace("ns1").fact().id().uid())
                .hasSize(8);
        assertThat(desired.get(NAMES.namespaceTag("ns1")).claim()).isEqualTo(Claim.SHARED);
    }

    @Test
    void theSecurityGroupLetsEverythingPass() {
        ObjectKey key = NAMES.securityGroup("ns1");
        DesiredObjects desired = desiredOf(namespace("ns1"));
        assertThat(desired.property(key, "security_group_entries").path("policy_rule"))
                .hasSize(4)
                .contains(
                        json(
                                "{direction: '>', protocol: 'any', ethertype: 'IPv4',"
                                        + "src_addresses: [{subnet: {ip_prefix: '0.0.0.0', ip_prefix_len: 0}}],"
                                        + "dst_addresses: [{security_group: 'local'}],"
                                        + "src_ports: [{start_port: 0, end_port: 65535}], dst_ports: [{start_port: 0, end_port: 65535}]}"));
        assertThat(desired.property(key, "id_perms"))
                .isEqualTo(json("{enable: true, description: 'Default security group'}"));
        assertThat(desired.get(key).owner()).isEqualTo(NAMES.project("ns1"));
        assertThat(desired.annotations(key)).containsEntry("name", "k8s-ns1-default-sg");
    }

    @Test
    void theFirewallRulesPassAnythingToAndFromTheNamespace() {
        DesiredObjects desired = desiredOf(namespace("ns1"));
        ObjectKey in = NAMES.ingressRule("ns1");
        assertThat(desired.property(in, "endpoint_1")).isEqualTo(json("{any: true}"));
        assertThat(desired.property(in, "endpoint_2")).isEqualTo(json("{tags: ['namespace=ns1']}"));
        ObjectKey out = NAMES.egressRule("ns1");
        assertThat(desired.property(out, "endpoint_1")).isEqualTo(json("{tags: ['namespace=ns1']}"));
        assertThat(desired.property(out, "endpoint_2")).isEqualTo(json("{any: true}"));
        for (ObjectKey rule : List.of(in, out)) {
            assertThat(desired.property(rule, "action_list")).isEqualTo(json("{simple_action: 'pass'}"));
            assertThat(desired.property(rule, "direction").asText()).isEqualTo(">");
            assertThat(desired.property(rule, "service"))
                    .isEqualTo(json("{protocol: 'any', dst_ports: {start_port: 0, end_port: 65535}}"));
            assertThat(desired.get(rule).needs()).contains(NAMES.namespaceTag("ns1"), ObjectNames.policyManagement());
        }
    }

    @Test
    @Spec({"NS-4", "NS-11", "NS-17"})
    void theNetworksOfAnIsolatedNamespace() {
        ObjectKey pods = NAMES.podNetwork("ns2");
        DesiredObjects plain = desiredOf(namespace("ns2").isolated());
        assertThat(plain.references(pods, "network_ipam_refs"))
                .containsExactly("default-domain:k8s-default:k8s-pod-ipam");
        assertThat(plain.references(pods, "virtual_network_refs")).isEmpty();
        assertThat(plain.property(pods, "fabric_snat")).isEqualTo(json("false"));
        assertThat(plain.property(pods, "virtual_network_properties")).isEqualTo(json("{forwarding_mode: 'l3'}"));
        assertThat(plain.property(pods, "address_allocation_mode").asText()).isEqualTo("flat-subnet-only");
        assertThat(plain.annotations(pods)).containsEntry("isolated", "True").containsEntry("role", "pod");

        DesiredObjects forwarding =
                desiredOf(namespace("ns2").isolated().forwarding(true).snat(true));
        assertThat(forwarding.references(pods, "network_ipam_refs"))
                .containsExactly("default-domain:k8s-default:k8s-ip-fabric-ipam");
        assertThat(forwarding.references(pods, "virtual_network_refs"))
                .containsExactly("default-domain:default-project:ip-fabric");
        assertThat(forwarding.get(pods).properties().has("fabric_snat")).isFalse();

        ObjectKey services = NAMES.serviceNetwork("ns2");
        for (DesiredObjects desired : List.of(plain, forwarding)) {
            assertThat(desired.references(services, "network_ipam_refs"))
                    .containsExactly("default-domain:k8s-default:k8s-service-ipam");
            assertThat(desired.references(services, "virtual_network_refs")).isEmpty();
            assertThat(desired.property(services, "fabric_snat")).isEqualTo(json("false"));
            assertThat(desired.annotations(services)).containsEntry("role", "service");
        }
    }

    @Test
    @Spec("NS-12")
    void snatNeverStandsBesideForwarding() {
        ObjectNames global = settings().snat(true).forwarding(true).names();
        DesiredObjects desired = DesiredObjects.of(global, namespace("ns3").isolated());
        assertThat(desired.get(global.podNetwork("ns3")).properties().has("fabric_snat"))
                .isFalse();
    }

    @Test
    void thePolicyOfAnIsolatedNamespaceConnectsItsNetworks() {
        assertThat(desiredOf(namespace("ns2").isolated())
                        .property(NAMES.podServicePolicy("ns2"), "network_policy_entries")
                        .path("policy_rule"))
                .containsExactly(json("{direction: '<>', protocol: 'any', action_list: {simple_action: 'pass'},"
                        + "src_addresses: [{virtual_network: 'default-domain:k8s-ns2:k8s-ns2-pod-network'}],"
                        + "dst_addresses: [{virtual_network: 'default-domain:k8s-ns2:k8s-ns2-service-network'}],"
                        + "src_ports: [{start_port: -1, end_port: -1}], dst_ports: [{start_port: -1, end_port: -1}]}"));
    }

    @Test
    @Spec("NS-41")
    void theApplicationTagGoesOnNetworksOrOnTheProject() {
        NamespaceBuilder namespace = namespace("ns2").isolated();
        assertTagged(NAMES, namespace, false);
        assertTagged(settings().secureProject(true).names(), namespace, true);
        assertTagged(settings().secureProject(true).nested(null).names(), namespace, false);
    }

    private static void assertTagged(ObjectNames names, NamespaceBuilder namespace, boolean project) {
        DesiredObjects desired = DesiredObjects.of(names, namespace);
        List<String> tag = List.of("application=k8s");
        assertThat(desired.references(names.project("ns2"), "tag_refs")).isEqualTo(project ? tag : List.of());
        for (ObjectKey network : List.of(names.podNetwork("ns2"), names.serviceNetwork("ns2"))) {
            assertThat(desired.references(network, "tag_refs")).isEqualTo(project ? List.of() : tag);
        }
    }

    @Test
    void nestedNetworksCarryTheUnderlayPolicy() {
        ObjectNames nested =
                settings().nested(FqName.of("default-domain", "admin", "hosts")).names();
        DesiredObjects desired = DesiredObjects.of(nested, namespace("ns2").isolated());
        for (ObjectKey network : List.of(nested.podNetwork("ns2"), nested.serviceNetwork("ns2"))) {
            assertThat(desired.references(network, "network_policy_refs"))
                    .contains(nested.nestedUnderlayPolicy().fqName().toString());
        }
    }

    @Test
    @Spec("NS-3")
    void aSharedProjectIsNotTheNamespaces() {
        ObjectNames shared = settings().project("admin").names();
        DesiredObjects desired = DesiredObjects.of(shared, namespace("ns1"));
        assertThat(desired.leaves(ContrailTypes.PROJECT)).isEmpty();
        assertThat(desired.get(shared.securityGroup("ns1")).owner()).isEqualTo(shared.project("ns1"));
    }

    @Test
    void everythingBearsItsMarks() {
        DesiredObjects desired = desiredOf(namespace("ns2").isolated().forwarding(true));
        assertThat(desired.keys()).allSatisfy(key -> assertThat(desired.annotations(key))
                .containsEntry("owner", "k8s")
                .containsEntry("cluster", "k8s")
                .containsEntry("project", "k8s-ns2")
                .containsEntry("kind", "Namespace")
                .containsEntry("namespace", "ns2")
                .containsKey("name"));
    }

    @Test
    void theSameNamespaceMeansTheSameObjects() {
        NamespaceBuilder namespace = namespace("ns2").isolated().snat(true).label("a", "1");
        assertThat(fingerprints(namespace)).isEqualTo(fingerprints(namespace));
    }

    private static List<String> fingerprints(NamespaceBuilder namespace) {
        DesiredObjects desired = desiredOf(namespace);
        return desired.keys().stream()
                .map(desired::get)
                .map(ContrailObject::fingerprint)
                .toList();
    }

    @Test
    void contributesItsTagsItsRulesAndTheSnatOfDefault() {
        assertThat(contribution(NAMES, namespace("ns1").label("team", "net"), null))
                .isEqualTo(new Contribution(
                        new TreeSet<>(List.of("kubernetes.io__slash__metadata.name=ns1", "team=net")),
                        true,
                        null,
                        null));
        assertThat(contribution(NAMES, namespace("default").snat(true), null).defaultSnat())
                .isTrue();
        assertThat(contribution(NAMES, namespace("ns1").isolated().snat(true), null)
                        .defaultSnat())
                .isNull();
    }

    @Test
    void plainNamespacesReadTheDefaultNetworksWhereThatIsAskedFor() {
        ObjectNames reading = settings().sharedRead(true).names();
        assertThat(contribution(reading, namespace("ns1"), "p").reader()).isEqualTo("p");
        assertThat(contribution(reading, namespace("kube-system"), "p").reader())
                .isEqualTo("p");
        assertThat(contribution(reading, namespace("default"), "p").reader()).isNull();
        assertThat(contribution(reading, namespace("ns1").isolated(), "p").reader())
                .isNull();
        assertThat(contribution(NAMES, namespace("ns1"), "p").reader()).isNull();
        assertThat(contribution(settings().sharedRead(true).nested(null).names(), namespace("ns1"), "p")
                        .reader())
                .isNull();
        assertThat(contribution(settings().sharedRead(true).project("admin").names(), namespace("ns1"), "p")
                        .reader())
                .isNull();
    }
}
