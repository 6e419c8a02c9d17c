package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.TagNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cluster cases of spec 01 section 10.1 that are decided here, from settings to Contrail. */
class ClusterCasesTest {
    private static final ObjectNames NAMES = names();
    private static final ObjectKey HOSTS =
            ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "admin", "hosts");

    private final Contrail contrail = Contrail.fresh();

    private World started(ObjectNames names) {
        return World.of(names, contrail).start().settle();
    }

    @Test
    @Spec("CL-1")
    void everythingStandsAfterAStartAndNothingBeforeWhatItRestsOn() {
        World world = started(NAMES);
        assertThat(world.view().ready()).isTrue();
        assertThat(contrail.keys())
                .contains(
                        NAMES.project("default"),
                        NAMES.project("kube-system"),
                        NAMES.ipFabricIpam(),
                        NAMES.podIpam(),
                        NAMES.serviceIpam(),
                        NAMES.defaultPodNetwork(),
                        NAMES.defaultServiceNetwork(),
                        NAMES.applicationPolicySet());
        List<ObjectKey> made = contrail.takeWrites().stream()
                .filter(write -> write.method().equals("POST"))
                .map(Contrail.Write::key)
                .toList();
        assertThat(made)
                .doesNotHaveDuplicates()
                .containsSubsequence(NAMES.project("default"), NAMES.podIpam(), NAMES.defaultPodNetwork())
                .containsSubsequence(NAMES.project("default"), NAMES.ipFabricPolicy(), NAMES.defaultServiceNetwork());
        assertThat(references(ObjectNames.IP_FABRIC, "network_policy_refs"))
                .containsExactly("default-domain:k8s-default:k8s-default-ip-fabric-np");
    }

    @Test
    @Spec("CL-2")
    void aRestartWritesNothing() {
        World world = started(NAMES).apply(namespace("ns1").isolated()).settle();
        contrail.takeWrites();
        int events = world.clusterJournal().size();
        world.restart();
        assertThat(contrail.takeWrites()).isEmpty();
        assertThat(world.clusterJournal()).hasSize(events);
    }

    @Test
    @Spec("CL-9")
    void forwardingSwitchedOnLaterLeavesTheNetworkAndIsReported() {
        started(NAMES).killAll();
        contrail.takeWrites();
        JsonNode before = contrail.body(NAMES.defaultPodNetwork()).deepCopy();
        World world = started(settings().forwarding(true).names());
        assertThat(contrail.body(NAMES.defaultPodNetwork())).isEqualTo(before);
        assertThat(world.reasons()).containsExactly("ForwardingImmutable");
        assertThat(world.view().ready()).isTrue();
    }

    @Test
    @Spec("CL-10")
    void snatSwitchedOnLaterReachesTheDefaultPodNetwork() {
        started(NAMES).killAll();
        World world = started(settings().snat(true).names());
        world.apply(namespace("default")).settle();
        assertThat(contrail.body(NAMES.defaultPodNetwork()).path("fabric_snat").asBoolean())
                .isTrue();
        assertThat(contrail.body(NAMES.defaultServiceNetwork())
                        .path("fabric_snat")
                        .asBoolean())
                .isFalse();
    }

    @Test
    @Spec({"CL-11", "CL-12"})
    void portPoolsAreOursWithoutACountAndOthersStay() {
        contrail.body(ObjectNames.VROUTER_CONFIG)
                .setAll(
                        object(
                                "{port_translation_pools: {port_translation_pool: ["
                                        + "{protocol: 'tcp', port_range: {start_port: 1, end_port: 9}, port_count: '9'},"
                                        + "{protocol: 'tcp', port_range: {start_port: 56000, end_port: 57023}, port_count: '1024'}]}}"));
        World world = started(NAMES);
        JsonNode pools = contrail.body(ObjectNames.VROUTER_CONFIG).at("/port_translation_pools/port_translation_pool");
        assertThat(pools)
                .containsExactlyInAnyOrder(
                        object("{protocol: 'tcp', port_range: {start_port: 1, end_port: 9}, port_count: '9'}"),
                        object("{protocol: 'tcp', port_range: {start_port: 56000, end_port: 57023}}"),
                        object("{protocol: 'udp', port_range: {start_port: 57024, end_port: 58047}}"));
        contrail.body(ObjectNames.VROUTER_CONFIG).put("encapsulation_priorities", "an operator's");
        contrail.takeWrites();
        world.audit().restart();
        assertThat(contrail.takeWrites()).isEmpty();
    }

    @Test
    @Spec("CL-13")
    void portPoolsComeWhenTheirObjectComes() {
        contrail.without(ObjectNames.VROUTER_CONFIG);
        World world = started(NAMES);
        assertThat(world.view().ready()).isTrue();
        contrail.with(ObjectNames.VROUTER_CONFIG);
        world.settle();
        assertThat(contrail.body(ObjectNames.VROUTER_CONFIG).at("/port_translation_pools/port_translation_pool"))
                .hasSize(2);
    }

    @Test
    @Spec("CL-14")
    void withoutIpFabricItIsNotReadyAndGoesOnWhenItComes() {
        contrail.without(ObjectNames.IP_FABRIC);
        World world = started(NAMES).apply(namespace("ns1")).settle();
        assertThat(world.view().ready()).isFalse();
        assertThat(world.view().waitingFor()).isEqualTo("virtual-network " + ObjectNames.IP_FABRIC.fqName());
        assertThat(contrail.has(NAMES.project("ns1"))).isFalse();
        contrail.with(ObjectNames.IP_FABRIC);
        world.settle();
        assertThat(world.view().ready()).isTrue();
        assertThat(world.served()).containsExactly("ns1");
        assertThat(world.remarks()).contains("ClusterNotReady", "Recovered");
        assertThat(world.reasons()).doesNotContain("ClusterNotReady");
    }

    @Test
    @Spec("CL-15")
    void aConfiguredProjectHoldsEverything() {
        ObjectNames names = settings().project("admin").names();
        started(names).apply(namespace("ns1").isolated()).settle();
        assertThat(contrail.keys().stream()
                        .filter(key -> key.type().equals(ContrailTypes.PROJECT))
                        .map(key -> key.fqName().leaf()))
                .containsExactlyInAnyOrder("default-project", "admin");
        assertThat(names.podNetwork("ns1").fqName())
                .isEqualTo(FqName.of("default-domain", "admin", "k8s-ns1-pod-network"));
        assertThat(contrail.has(names.podNetwork("ns1"))).isTrue();
    }

    @Test
    @Spec("CL-17")
    void aRenamedDefaultNetworkIsWhatNamespaceDefaultUses() {
        ObjectNames names = settings().podNetwork("pods").names();
        started(names).apply(namespace("default").snat(true)).settle();
        assertThat(names.defaultPodNetwork().fqName()).isEqualTo(FqName.of("default-domain", "k8s-default", "pods"));
        assertThat(contrail.body(names.defaultPodNetwork()).path("fabric_snat").asBoolean())
                .isTrue();
        assertThat(contrail.keys().stream()
                        .filter(key -> key.type().equals(ContrailTypes.VIRTUAL_NETWORK))
                        .map(key -> key.fqName().leaf()))
                .containsExactlyInAnyOrder("ip-fabric", "pods", "k8s-default-service-network");
    }

    @Test
    @Spec({"CL-19", "CL-20"})
    void nestedHostsAreReachableAndFlowsToTheServersDoNotAge() {
        contrail.with(ObjectKey.of(ContrailTypes.PROJECT, "default-domain", "admin"))
                .with(HOSTS);
        contrail.body(ObjectNames.VROUTER_CONFIG)
                .setAll(object("{flow_aging_timeout_list: {flow_aging_timeout: ["
                        + "{protocol: 'tcp', port: '8082', timeout_in_seconds: 30}]}}"));
        ObjectNames names = settings()
                .project("admin")
                .nested(HOSTS.fqName(), 9042, 5672, 8082, 8086)
                .names();
        World world = started(names).apply(namespace("ns1").isolated()).settle();
        assertThat(references(HOSTS, "network_policy_refs"))
                .containsExactly("default-domain:admin:k8s-nested-underlay-np");
        for (ObjectKey network :
                List.of(names.defaultPodNetwork(), names.podNetwork("ns1"), names.serviceNetwork("ns1"))) {
            assertThat(references(network, "network_policy_refs"))
                    .contains("default-domain:admin:k8s-nested-underlay-np");
        }
        JsonNode ages = contrail.body(ObjectNames.VROUTER_CONFIG).at("/flow_aging_timeout_list/flow_aging_timeout");
        assertThat(ages).hasSize(4).allSatisfy(age -> assertThat(
                        age.path("timeout_in_seconds").asInt())
                .isEqualTo(Integer.MAX_VALUE));
        contrail.takeWrites();
        world.restart();
        assertThat(contrail.takeWrites()).isEmpty();
    }

    @Test
    @Spec({"CL-21", "CL-22"})
    void projectsAreUnderTheConfiguredDomainOnceItExists() {
        ObjectNames names = settings().domain("corp").names();
        World world = started(names);
        assertThat(world.view().ready()).isFalse();
        contrail.with(ObjectKey.of(ContrailTypes.DOMAIN, "corp"));
        world.settle();
        assertThat(world.view().ready()).isTrue();
        assertThat(contrail.has(ObjectKey.of(ContrailTypes.PROJECT, "corp", "k8s-default")))
                .isTrue();
    }

    @Test
    @Spec("CL-23")
    void aChangedRuleIsRepairedByRestartAndByAudit() {
        World world = started(NAMES);
        for (Runnable look : List.<Runnable>of(world::restart, world::audit)) {
            ArrayNode rules = (ArrayNode)
                    contrail.body(NAMES.defaultPodServicePolicy()).at("/network_policy_entries/policy_rule");
            rules.removeAll();
            look.run();
            assertThat(contrail.body(NAMES.defaultPodServicePolicy()).at("/network_policy_entries/policy_rule"))
                    .hasSize(1);
        }
    }

    @Test
    @Spec("CL-24")
    void aNewSubnetIsAddedAndTheOthersStay() {
        started(NAMES).killAll();
        contrail.body(NAMES.podIpam())
                .withObject("/ipam_subnets")
                .withArray("subnets")
                .add(object("{subnet: {ip_prefix: '172.16.0.0', ip_prefix_len: 16}}"));
        started(settings().podSubnets("10.32.0.0/12", "10.112.0.0/12").names());
        assertThat(contrail.body(NAMES.podIpam()).at("/ipam_subnets/subnets"))
                .extracting(subnet -> subnet.at("/subnet/ip_prefix").asText())
                .containsExactlyInAnyOrder("10.32.0.0", "172.16.0.0", "10.112.0.0");
    }

    @Test
    @Spec({"CL-25", "NS-39"})
    void whileContrailIsAwayNothingIsLost() {
        var outage = new Outage();
        var world = new World(NAMES, contrail, Scheduler.inTurn(), outage);
        world.start().apply(namespace("ns1").isolated()).settle();
        assertThat(contrail.takeWrites()).isEmpty();
        outage.over = true;
        world.settle();
        assertThat(world.isAtRest()).isTrue();
        assertThat(contrail.differencesFrom(OfflinePlan.of(
                                settings().build(),
                                List.of(namespace("ns1").isolated().manifest()))
                        .objects()))
                .allMatch(difference -> difference.contains("kube-") || difference.contains("default"));
        assertThat(world.served()).containsExactly("ns1");
    }

    @Test
    @Spec("CL-26")
    void theSetOfPoliciesBearsItsConfiguredNameAndTheTag() {
        ObjectNames names = settings().apsName("foo").names();
        started(names);
        ObjectKey set = ObjectKey.of(ContrailTypes.APPLICATION_POLICY_SET, "default-policy-management", "foo");
        assertThat(references(set, "tag_refs")).containsExactly("application=k8s");
        assertThat(references(set, "firewall_policy_refs")).hasSize(5);
    }

    @Test
    @Spec("NS-35")
    void twoClustersOnOneContrailLeaveEachOtherAlone() {
        Scheduler scheduler = Scheduler.inTurn();
        var one = new World(NAMES, contrail, scheduler, Mishaps.NONE);
        var other = new World(settings().cluster("c2").names(), contrail, scheduler, Mishaps.NONE);
        for (World world : List.of(one, other)) {
            world.start().apply(namespace("ns1").isolated()).apply(namespace("kube-public"));
        }
        one.settle();
        other.settle();
        List<ObjectKey> before = ofCluster("c2");
        one.delete("ns1").delete("kube-public").settle().audit();
        assertThat(one.isAtRest()).isTrue();
        assertThat(ofCluster("c2")).isEqualTo(before);
        assertThat(contrail.has(NAMES.podNetwork("ns1"))).isFalse();
        assertThat(contrail.has(NAMES.namespaceTag("ns1")))
                .as("tag used by the other")
                .isTrue();

        // A tag that nothing refers to cannot be seen to be wanted by the other, who makes it again.
        contrail.takeWrites();
        other.audit();
        assertThat(contrail.takeWrites())
                .allMatch(write -> write.key().type().equals(ContrailTypes.TAG)
                        && write.method().equals("POST"));
        assertThat(contrail.has(TagNames.tag("kubernetes.io/metadata.name", "ns1")))
                .isTrue();

        other.delete("ns1").delete("kube-public").settle();
        assertThat(contrail.has(TagNames.tag("kubernetes.io/metadata.name", "ns1")))
                .isFalse();
        assertThat(other.isAtRest()).isTrue();
    }

    private List<ObjectKey> ofCluster(String name) {
        return contrail.keys().stream()
                .filter(key -> key.fqName().leaf().startsWith(name))
                .sorted()
                .toList();
    }

    private List<String> references(ObjectKey key, String field) {
        var names = new ArrayList<String>();
        contrail.body(key).path(field).forEach(reference -> {
            var parts = new ArrayList<String>();
            reference.path("to").forEach(part -> parts.add(part.asText()));
            names.add(new FqName(parts).toString());
        });
        return names;
    }

    private static final class Outage implements Mishaps {
        private boolean over;

        @Override
        public Fate fateOf(Step step) {
            return over ? Fate.DONE : Fate.LOST;
        }
    }
}
