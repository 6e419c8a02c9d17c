package io.contrailkube.core.offline;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OfflinePlanTest {
    private static PlannedWorld plan(JsonNode... manifests) {
        return OfflinePlan.of(settings().build(), List.of(manifests));
    }

    private static SortedMap<String, ObjectNode> of(PlannedWorld world, String type) {
        return world.objects().getOrDefault(type, new TreeMap<>());
    }

    @Test
    void withoutManifestsThereIsWhatEveryClusterHas() {
        assertThat(of(plan(), "project"))
                .containsOnlyKeys(
                        "default-domain:k8s-default",
                        "default-domain:k8s-kube-system",
                        "default-domain:k8s-kube-public",
                        "default-domain:k8s-kube-node-lease");
        assertThat(of(plan(), "virtual-network"))
                .containsOnlyKeys(
                        "default-domain:default-project:ip-fabric",
                        "default-domain:k8s-default:k8s-default-pod-network",
                        "default-domain:k8s-default:k8s-default-service-network");
    }

    @Test
    void bodiesAreThoseOfTheRestInterface() {
        PlannedWorld world = plan(namespace("ns2").isolated().manifest());
        assertThat(of(world, "virtual-network").get("default-domain:k8s-ns2:k8s-ns2-service-network"))
                .isEqualTo(
                        json("{fq_name: ['default-domain','k8s-ns2','k8s-ns2-service-network'], parent_type: 'project',"
                                + "display_name: 'k8s-ns2-service-network', address_allocation_mode: 'flat-subnet-only',"
                                + "virtual_network_properties: {forwarding_mode: 'l3'}, fabric_snat: false,"
                                + "annotations: {key_value_pair: [{key: 'cluster', value: 'k8s'},"
                                + "{key: 'isolated', value: 'True'}, {key: 'kind', value: 'Namespace'},"
                                + "{key: 'name', value: 'ns2'}, {key: 'namespace', value: 'ns2'}, {key: 'owner', value: 'k8s'},"
                                + "{key: 'project', value: 'k8s-ns2'}, {key: 'role', value: 'service'}]},"
                                + "network_ipam_refs: [{to: ['default-domain','k8s-default','k8s-service-ipam']}],"
                                + "network_policy_refs: ["
                                + "{to: ['default-domain','k8s-default','k8s-default-ip-fabric-np'],"
                                + " attr: {sequence: {major: 0, minor: 0}}},"
                                + "{to: ['default-domain','k8s-ns2','k8s-ns2-pod-service-np'],"
                                + " attr: {sequence: {major: 0, minor: 0}}}],"
                                + "tag_refs: [{to: ['application=k8s']}]}"));
    }

    @Test
    void claimsOfAllNamespacesOnOneObjectComeTogether() {
        PlannedWorld world = plan(namespace("ns1").manifest(), namespace("ns2").manifest());
        assertThat(of(world, "firewall-policy")
                        .getOrDefault("default-policy-management:k8s-allowall", (ObjectNode) json("{}"))
                        .path("firewall_rule_refs"))
                .hasSize(2 * 6);
    }

    @Test
    void aReferenceBetweenNetworksStandsOnBoth() {
        PlannedWorld world = plan(namespace("ns2").isolated().forwarding(true).manifest());
        assertThat(of(world, "virtual-network")
                        .getOrDefault("default-domain:default-project:ip-fabric", (ObjectNode) json("{}"))
                        .path("virtual_network_refs"))
                .containsExactly(json("{to: ['default-domain','k8s-ns2','k8s-ns2-pod-network']}"));
    }

    @Test
    void ofTwoOfOneNameTheLaterCountsAndOtherKindsArePassedOver() {
        PlannedWorld world = plan(
                namespace("ns2").isolated().manifest(),
                namespace("ns2").manifest(),
                json("{kind: 'ConfigMap', metadata: {name: 's'}}"));
        assertThat(of(world, "virtual-network")).doesNotContainKey("default-domain:k8s-ns2:k8s-ns2-pod-network");
        assertThat(world.objects()).isEqualTo(plan(namespace("ns2").manifest()).objects());
    }

    @Test
    void everyClusterHasAServiceOfItsApi() {
        PlannedWorld world = OfflinePlan.onCluster(settings().build(), List.of());

        assertThat(of(world, "loadbalancer").keySet())
                .singleElement()
                .asString()
                .startsWith("default-domain:k8s-default:kubernetes__");
        assertThat(of(world, "loadbalancer-member")).isEmpty();
    }

    @Test
    void whatIsMadeForAnAttachmentIsAsItSays() {
        PlannedWorld world = plan(json("{kind: 'NetworkAttachmentDefinition', metadata: {name: 'bus', namespace: 'ns1',"
                + " annotations: {'opencontrail.org/cidr': '192.168.77.0/24'}}}"));

        assertThat(world.findings()).isEmpty();
    }

    @Test
    void whatStoodBeforeAddsOnlyWhatIsNew() {
        ObjectNode router = (ObjectNode) json("{fq_name: ['c','node-1'], display_name: 'node-1'}");
        ObjectNode linked =
                (ObjectNode) json("{fq_name: ['c','node-1'], display_name: 'node-1', x_refs: [{to: ['vm']}]}");

        assertThat(Worlds.added(routers(router), routers(linked)))
                .isEqualTo(routers((ObjectNode) json("{fq_name: ['c','node-1'], x_refs: [{to: ['vm']}]}")));
    }

    private static SortedMap<String, SortedMap<String, ObjectNode>> routers(ObjectNode router) {
        return new TreeMap<>(Map.of("virtual-router", new TreeMap<>(Map.of("c:node-1", router))));
    }

    @Test
    void whatOwnersWouldBeToldIsFound() {
        PlannedWorld world = plan(namespace("ns1").network("{bad").snat(true).manifest());
        assertThat(world.findings())
                .extracting(finding ->
                        finding.about().name() + ' ' + finding.problem().reason())
                .containsExactlyInAnyOrder("ns1 InvalidAnnotation", "ns1 AnnotationIgnored");
    }

    @Test
    void servedObjectsAreTakenAsTheyAre() {
        ObjectNode old =
                namespace("ns1").unlabelled("kubernetes.io/metadata.name").manifest();
        PlannedWorld world = OfflinePlan.ofServed(settings().build(), List.of(old));

        assertThat(of(world, "project"))
                .containsKey("default-domain:k8s-ns1")
                .doesNotContainKey("default-domain:k8s-kube-public");
        assertThat(of(world, "tag")).doesNotContainKey("kubernetes.io__slash__metadata.name=ns1");
        assertThat(of(plan(old), "tag")).containsKey("kubernetes.io__slash__metadata.name=ns1");
    }

    @Test
    void anAddressThatIsAskedForIsGiven() {
        PlannedWorld world = plan(
                namespace("ns1").manifest(),
                json(
                        """
                        {kind: 'Service', metadata: {name: 'web', namespace: 'ns1'},
                         spec: {clusterIP: '10.96.3.7', ports: [{port: 80}]}}
                        """));
        assertThat(of(world, "loadbalancer")).hasSize(1);
        assertThat(of(world, "loadbalancer-listener")).hasSize(1);
    }

    @Test
    void aServedObjectNeedsAUid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfflinePlan.ofServed(
                        settings().build(), List.of(json("{kind: 'Namespace', metadata: {name: 'ns1'}}"))));
    }

    @Test
    void aManifestNeedsAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(json("{kind: 'Namespace', metadata: {}}")));
    }

    @Test
    void worldsAreComparedObjectByObject() {
        PlannedWorld one = plan(namespace("ns1").manifest());
        PlannedWorld other = plan(namespace("ns1").label("a", "b").manifest());
        assertThat(Worlds.differences(one.objects(), one.objects())).isEmpty();
        assertThat(Worlds.differences(one.objects(), other.objects()))
                .containsExactly("tag a=b stands but is not planned");
        assertThat(Worlds.differences(other.objects(), one.objects()))
                .containsExactly("tag a=b is planned but does not stand");
        assertThat(Worlds.added(one.objects(), other.objects())).containsOnlyKeys("tag");
    }
}
