package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ingresses, and the policy between nodes and networks (spec 02 sections 7.8 and 8). */
class IngressIT {
    private static final String WITH_POOL =
            """
            [VNC]
            public_fip_pool = {'domain': 'default-domain', 'project': 'public', 'network': 'net', 'name': 'pool'}
            """;
    private static final Installation HERE = Installation.withNodes();

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

    @BeforeAll
    static void publish() {
        ServicesIT.publish(HERE.contrail());
    }

    @AfterAll
    static void close() {
        HERE.close();
    }

    private Contents withService(String namespace) {
        kubernetes.create(namespace);
        HERE.awaitServed(namespace);
        Contents here = kubernetes.in(namespace);
        here.create("services", "nginx", "spec: {ports: [{name: 'http', port: 80}]}");
        return here;
    }

    private static void ingress(Contents here, String name, String metadata) {
        here.create(
                "ingresses", name, metadata, "spec: {defaultBackend: {service: {name: 'nginx', port: {number: 80}}}}");
    }

    private static final String FOREIGN = "annotations: {'kubernetes.io/ingress.class': 'nginx'}";

    @Spec({"ING-1", "ING-4", "FAB-4"})
    @Test
    void anIngressOfOursIsServedAndThatOfOthersIsNot() {
        Contents here = withService("shop");
        ingress(here, "theirs", FOREIGN);
        ingress(here, "edge", "");
        eventually(() -> assertThat(here.addresses("ingresses", "edge")).hasSize(1));

        String uid = here.uid("ingresses", "edge");
        eventually(() -> assertThat(contrail.like("loadbalancer-member", ":edge__" + uid))
                .hasSize(1));
        JsonNode balancer = contrail.byUuid("loadbalancer", uid);
        assertThat(balancer.path("loadbalancer_provider").asText()).isEqualTo("opencontrail");
        assertThat(balancer.at("/loadbalancer_properties/vip_address").asText())
                .isEqualTo(here.addresses("ingresses", "edge").get(0));
        JsonNode member = contrail.like("loadbalancer-member", ":edge__" + uid).get(0);
        assertThat(member.at("/loadbalancer_member_properties/address").asText())
                .isEqualTo(here.get("services", "nginx").at("/spec/clusterIP").asText());
        assertThat(member.at("/loadbalancer_member_properties/protocol_port").asInt())
                .isEqualTo(80);
        assertThat(contrail.like("loadbalancer-pool", ":edge__" + uid))
                .singleElement()
                .satisfies(pool -> {
                    assertThat(pool.path("annotations").toString()).contains("\"default\"");
                    assertThat(pool.at("/loadbalancer_pool_properties/loadbalancer_method")
                                    .asText())
                            .isEqualTo("ROUND_ROBIN");
                });
        eventually(
                () -> assertThat(contrail.has("firewall-rule", "default-policy-management:k8s-Ingress-shop-edge-nginx"))
                        .isTrue());
        HERE.passed("shop");
        assertThat(contrail.like("loadbalancer", ":theirs__")).isEmpty();
        assertThat(here.addresses("ingresses", "theirs")).isEmpty();
    }

    @Spec({"ING-27", "ING-28"})
    @Test
    void anIngressGoesWithItsTagAlsoWhenItWentMeanwhile() {
        Contents here = withService("closing");
        ingress(here, "now", "");
        ingress(here, "later", "");
        eventually(() -> assertThat(here.addresses("ingresses", "now")).hasSize(1));
        eventually(() -> assertThat(here.addresses("ingresses", "later")).hasSize(1));
        String copy = contrail.create(
                "virtual-machine-interface",
                "default-domain:k8s-closing:haproxy",
                "project",
                "virtual_network_refs: [{to: ['default-domain', 'k8s-default', 'k8s-default-pod-network']}],"
                        + " tag_refs: [{to: ['ingress=k8s-closing-now']}]");

        here.delete("ingresses", "now");
        eventually(
                () -> assertThat(contrail.has("tag", "ingress=k8s-closing-now")).isFalse());
        eventually(() -> hasNothing("now"));
        assertThat(contrail.byUuid("virtual-machine-interface", copy).path("tag_refs"))
                .isEmpty();

        HERE.stop();
        here.delete("ingresses", "later");
        HERE.start().awaitReady();
        eventually(() -> hasNothing("later"));
        eventually(() ->
                assertThat(contrail.has("tag", "ingress=k8s-closing-later")).isFalse());
    }

    private void hasNothing(String ingress) {
        assertThat(contrail.like("loadbalancer", ':' + ingress + "__")).isEmpty();
        assertThat(contrail.like("virtual-machine-interface", "__Ingress__" + ingress + "__"))
                .isEmpty();
        assertThat(contrail.like("firewall-rule", "k8s-Ingress-closing-" + ingress))
                .isEmpty();
    }

    @Spec("ING-19")
    @Test
    void aPublicAddressComesFirstInTheStatus() {
        HERE.restart(WITH_POOL);
        Contents here = withService("outside");
        ingress(here, "open", "");

        eventually(() -> assertThat(here.addresses("ingresses", "open")).hasSize(2));
        assertThat(here.addresses("ingresses", "open").get(0)).startsWith("203.0.113.");
        assertThat(contrail.like("floating-ip", ":open__")).singleElement().satisfies(floating -> assertThat(
                        floating.at("/virtual_machine_interface_refs/0/to/2").asText())
                .startsWith("k8s__Ingress__open__"));
        here.delete("ingresses", "open");
        eventually(() -> assertThat(contrail.like("floating-ip", ":open__")).isEmpty());
        HERE.restart();
    }

    @Spec("FAB-1")
    @Test
    void nodesPodsAndServicesReachEachOther() {
        String policy = "default-domain:k8s-default:k8s-default-ip-fabric-np";
        assertThat(contrail.has("network-policy", policy)).isTrue();
        for (String network : new String[] {
            "default-domain:default-project:ip-fabric",
            "default-domain:k8s-default:k8s-default-pod-network",
            "default-domain:k8s-default:k8s-default-service-network"
        }) {
            assertThat(contrail.references("virtual-network", network, "network_policy_refs"))
                    .as(network)
                    .contains(policy);
        }
    }
}
