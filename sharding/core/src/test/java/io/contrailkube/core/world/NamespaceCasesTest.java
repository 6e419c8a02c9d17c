package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Decided;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.TagNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The namespace cases of spec 01 section 10.2, from Kubernetes to Contrail. */
class NamespaceCasesTest {
    private static final ObjectNames NAMES = names();

    private final World world = started(NAMES);

    private static World started(ObjectNames names) {
        return World.of(names, Contrail.fresh()).start().settle();
    }

    @Test
    @Spec("NS-1")
    void aPlainNamespaceGetsItsObjectsAndNoNetwork() {
        world.apply(namespace("ns1")).settle();
        assertThat(annotations(NAMES.project("ns1")))
                .containsOnlyKeys("owner", "cluster", "project", "kind", "namespace", "name", "k8s_uuid", "isolated")
                .containsEntry("k8s_uuid", namespace("ns1").fact().id().uid());
        assertThat(body(NAMES.securityGroup("ns1")).at("/security_group_entries/policy_rule"))
                .hasSize(4);
        assertThat(body(NAMES.securityGroup("ns1")).at("/perms2/owner").asText())
                .isEqualTo(world.contrail().uuid(NAMES.project("ns1")));
        assertThat(references(NAMES.allowAllPolicy(), "firewall_rule_refs"))
                .contains("default-policy-management:k8s-Namespace-ns1-ingress")
                .contains("default-policy-management:k8s-Namespace-ns1-egress");
        assertThat(world.contrail().has(NAMES.namespaceTag("ns1"))).isTrue();
        assertThat(world.contrail().has(NAMES.podNetwork("ns1"))).isFalse();
        assertThat(world.served()).containsExactly("ns1");
    }

    @Test
    @Spec("NS-2")
    void aPlainNamespaceGoesInOrder() {
        world.apply(namespace("ns1")).settle().contrail().takeWrites();
        world.delete("ns1").settle();
        assertThat(deletions())
                .containsSubsequence(
                        NAMES.ingressRule("ns1"),
                        NAMES.namespaceTag("ns1"),
                        NAMES.securityGroup("ns1"),
                        NAMES.project("ns1"))
                .contains(NAMES.egressRule("ns1"));
        assertThat(world.isAtRest()).isTrue();
        assertThat(world.clusterState().contributions()).isEmpty();
    }

    @Test
    @Spec("NS-3")
    void aSharedProjectStays() {
        ObjectNames names = settings().project("admin").names();
        World shared = started(names);
        shared.apply(namespace("ns1")).settle();
        assertThat(shared.contrail()
                        .has(ObjectKey.of(
                                ContrailTypes.SECURITY_GROUP, "default-domain", "admin", "k8s-ns1-default-sg")))
                .isTrue();
        shared.delete("ns1").settle();
        assertThat(shared.contrail().has(names.securityGroup("ns1"))).isFalse();
        assertThat(shared.contrail().has(names.project("ns1"))).isTrue();
    }

    @Test
    @Spec("NS-4")
    void anIsolatedNamespaceGetsItsNetworks() {
        world.apply(namespace("ns2").isolated()).settle();
        assertThat(references(NAMES.podNetwork("ns2"), "network_policy_refs"))
                .containsExactlyInAnyOrder(
                        "default-domain:k8s-ns2:k8s-ns2-pod-service-np",
                        "default-domain:k8s-default:k8s-default-ip-fabric-np",
                        "default-domain:k8s-default:k8s-default-service-np");
        assertThat(references(NAMES.serviceNetwork("ns2"), "network_policy_refs"))
                .containsExactlyInAnyOrder(
                        "default-domain:k8s-ns2:k8s-ns2-pod-service-np",
                        "default-domain:k8s-default:k8s-default-ip-fabric-np");
        for (ObjectKey network : List.of(NAMES.podNetwork("ns2"), NAMES.serviceNetwork("ns2"))) {
            assertThat(references(network, "tag_refs")).containsExactly("application=k8s");
            assertThat(annotations(network)).containsEntry("isolated", "True");
        }
    }

    @Test
    @Spec("NS-5")
    void anIsolatedNamespaceGoesInOrder() {
        world.apply(namespace("ns2").isolated()).settle().contrail().takeWrites();
        world.delete("ns2").settle();
        assertThat(deletions())
                .containsSubsequence(
                        NAMES.podServicePolicy("ns2"),
                        NAMES.podNetwork("ns2"),
                        NAMES.serviceNetwork("ns2"),
                        NAMES.securityGroup("ns2"),
                        NAMES.project("ns2"));
    }

    @Test
    @Spec("NS-6")
    void aDeletionWaitsForWhatUsesANetwork() {
        world.apply(namespace("ns2").isolated()).apply(namespace("ns3")).settle();
        var user = new ObjectKey(
                ContrailTypes.FLOATING_IP_POOL, NAMES.podNetwork("ns2").fqName().child("user"));
        world.contrail().with(user);
        world.delete("ns2").settle();
        assertThat(world.contrail().has(NAMES.podNetwork("ns2"))).isTrue();
        assertThat(world.contrail().has(NAMES.serviceNetwork("ns2"))).isFalse();
        assertThat(world.view("ns2").phase()).isEqualTo("leaving");
        assertThat(world.view("ns2").problems()).extracting(Problem::message).anySatisfy(message -> assertThat(message)
                .contains("k8s-ns2-pod-network", "child floating-ip-pool"));
        assertThat(world.view("ns3").phase()).isEqualTo("served");

        world.contrail().without(user);
        world.settle();
        assertThat(world.contrail().has(NAMES.project("ns2"))).isFalse();
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec({"NS-9", "NS-10"})
    void isolationStaysAndSnatReturnsToTheGlobalValue() {
        world.apply(namespace("ns2").isolated().snat(true)).settle();
        assertThat(snat("ns2")).isTrue();
        world.apply(namespace("ns2")).settle();
        assertThat(world.reasons()).contains("IsolationKept");
        assertThat(snat("ns2")).isFalse();
        assertThat(world.contrail().has(NAMES.podNetwork("ns2"))).isTrue();
        world.contrail().takeWrites();
        world.restart();
        assertThat(world.contrail().takeWrites()).isEmpty();
        assertThat(world.state("ns2").isolated()).isTrue();
    }

    @Test
    @Spec({"NS-13", "NS-14"})
    void forwardingIsImmutableBothWays() {
        world.apply(namespace("on").isolated().forwarding(true).snat(true));
        world.apply(namespace("off").isolated()).settle().contrail().takeWrites();
        world.apply(namespace("on").isolated().forwarding(false).snat(true));
        world.apply(namespace("off").isolated().forwarding(true).snat(true)).settle();
        assertThat(world.reasons()).contains("ForwardingImmutable");
        assertThat(references(NAMES.podNetwork("on"), "virtual_network_refs")).hasSize(1);
        assertThat(body(NAMES.podNetwork("on")).has("fabric_snat")).isFalse();
        assertThat(body(NAMES.podNetwork("off")).has("virtual_network_refs")).isFalse();
        assertThat(snat("off")).isTrue();
    }

    @Test
    @Spec("NS-15")
    void snatFollowsItsAnnotationAndNothingElseChanges() {
        world.apply(namespace("ns2").isolated()).settle();
        JsonNode before = body(NAMES.podNetwork("ns2")).deepCopy();
        for (boolean on : new boolean[] {true, false}) {
            world.apply(namespace("ns2").isolated().snat(on)).settle();
            assertThat(snat("ns2")).isEqualTo(on);
        }
        world.apply(namespace("ns2").isolated()).settle();
        assertThat(body(NAMES.podNetwork("ns2"))).isEqualTo(before);
    }

    @Test
    @Spec({"NS-16", "NS-18"})
    void snatOfTheDefaultNetworkFollowsNamespaceDefault() {
        ObjectNames names = settings().snat(true).names();
        World global = started(names);
        global.apply(namespace("default"))
                .apply(namespace("ns2").isolated().snat(false))
                .settle();
        assertThat(global.contrail()
                        .body(names.podNetwork("ns2"))
                        .path("fabric_snat")
                        .asBoolean())
                .isFalse();
        assertThat(global.contrail()
                        .body(names.defaultPodNetwork())
                        .path("fabric_snat")
                        .asBoolean())
                .isTrue();

        world.apply(namespace("default").snat(true)).settle();
        assertThat(body(NAMES.defaultPodNetwork()).path("fabric_snat").asBoolean())
                .isTrue();
        world.apply(namespace("default")).settle();
        assertThat(body(NAMES.defaultPodNetwork()).path("fabric_snat").asBoolean())
                .isFalse();
    }

    @Test
    @Spec({"NS-19", "NS-20", "NS-45"})
    void whatHasNoEffectIsSaid() {
        world.apply(namespace("default"))
                .apply(namespace("ns1"))
                .settle()
                .contrail()
                .takeWrites();
        world.apply(namespace("default").forwarding(true));
        world.apply(namespace("ns1").snat(true).annotation(NamespaceAnnotations.ISOLATION_SERVICE, "false"));
        world.settle();
        assertThat(world.contrail().takeWrites()).isEmpty();
        assertThat(world.reasons()).containsExactly("AnnotationIgnored", "AnnotationIgnored", "AnnotationIgnored");
    }

    @Test
    @Spec({"NS-21", "NS-22"})
    void aCustomNetworkIsUsedAndLeftAlone() {
        ObjectKey blue = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "admin", "blue");
        Contrail contrail = Contrail.fresh()
                .with(ObjectKey.of(ContrailTypes.PROJECT, "default-domain", "admin"))
                .with(blue);
        JsonNode before = contrail.body(blue).deepCopy();
        World custom = World.of(NAMES, contrail).start();
        custom.apply(
                namespace("ns1").network("{\"domain\":\"default-domain\",\"project\":\"admin\",\"name\":\"blue\"}"));
        custom.apply(namespace("ns2").network("{'domain':'default-domain','project':'admin','name':'blue'}"));
        custom.settle();
        assertThat(contrail.body(blue)).isEqualTo(before);
        assertThat(custom.told()).isEmpty();
        for (String name : List.of("ns1", "ns2")) {
            assertThat(contrail.has(NAMES.securityGroup(name))).isTrue();
            assertThat(contrail.has(NAMES.podNetwork(name))).isFalse();
            assertThat(setting(custom, name, "network")).isEqualTo("default-domain:admin:blue");
        }
    }

    @Test
    @Spec("NS-23")
    void aMissingNetworkIsWaitedFor() {
        world.apply(namespace("ns1").network("{'domain':'default-domain','project':'default-project','name':'blue'}"));
        world.settle();
        assertThat(world.reasons()).containsExactly("NetworkNotFound");
        assertThat(world.contrail().has(NAMES.securityGroup("ns1"))).isTrue();
        assertThat(world.served()).contains("ns1");
        world.contrail().with(ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "default-project", "blue"));
        world.settle();
        assertThat(world.isAtRest()).isTrue();
        assertThat(world.view("ns1").problems()).isEmpty();
    }

    @Test
    @Spec({"NS-24", "NS-25", "NS-26"})
    void malformedAnnotationsSpoilNothingElse() {
        world.apply(namespace("ns1").isolated().network("{bad"));
        world.apply(namespace("ns2").isolated().network("{'domain':'d','project':'p'}"));
        world.apply(namespace("ns3").isolated().annotation(NamespaceAnnotations.FIP_POOL, "nonsense"));
        world.apply(namespace("ns4")).settle();
        assertThat(world.reasons()).containsExactly("InvalidAnnotation", "InvalidAnnotation", "InvalidAnnotation");
        for (String name : List.of("ns1", "ns2", "ns3")) {
            assertThat(world.contrail().has(NAMES.podNetwork(name))).isTrue();
        }
        assertThat(world.view("ns4").phase()).isEqualTo("served");
    }

    @Test
    @Spec("NS-31")
    void aLabelWithASlashIsPublished() {
        world.apply(namespace("ns1").label("app.kubernetes.io/part-of", "shop")).settle();
        assertThat(world.contrail().has(TagNames.tag("app.kubernetes.io__slash__part-of", "shop")))
                .isTrue();
        world.apply(namespace("ns1")).settle();
        assertThat(world.contrail().has(TagNames.tag("app.kubernetes.io__slash__part-of", "shop")))
                .isFalse();
    }

    @Test
    @Spec("NS-32")
    void aNamespaceMadeAnewIsFresh() {
        world.apply(namespace("ns1").isolated()).settle();
        world.delete("ns1").apply(namespace("ns1")).settle();
        String uid = world.state("ns1").uid();
        assertThat(uid).isNotEqualTo(namespace("ns1").fact().id().uid());
        assertThat(annotations(NAMES.project("ns1")))
                .containsEntry("k8s_uuid", uid)
                .containsEntry("isolated", "False");
        assertThat(world.contrail().has(NAMES.podNetwork("ns1"))).isFalse();
        world.contrail().takeWrites();
        world.list().settle().audit();
        assertThat(world.contrail().takeWrites()).isEmpty();
    }

    @Test
    @Spec({"NS-33", "NS-34"})
    void whatWasDeletedWhileNobodyLookedIsRemoved() {
        world.apply(namespace("ns1")).apply(namespace("ns2").isolated()).settle();
        world.killAll().deleteUnseen("ns1").deleteUnseen("ns2").list().settle();
        assertThat(world.contrail().keys()).noneMatch(key -> key.toString().contains("k8s-ns"));
        assertThat(world.clusterState().contributions()).isEmpty();
    }

    @Test
    @Spec("WA-6")
    void nothingIsDeletedWithoutACompleteList() {
        world.apply(namespace("ns1")).settle().contrail().takeWrites();
        world.killAll().deleteUnseen("ns1").settle();
        assertThat(world.contrail().takeWrites()).isEmpty();
        assertThat(world.view("ns1").phase()).isEqualTo("waiting");
    }

    @Test
    @Spec("NS-37")
    void aProjectOfAnOperatorIsUsedAndStaysHoweverOftenTheNamespaceComesBack() {
        Contrail contrail = Contrail.fresh().with(NAMES.project("ns1"), object("{quota: {virtual_network: 5}}"));
        JsonNode before = contrail.body(NAMES.project("ns1")).deepCopy();
        World adopting = World.of(NAMES, contrail).start();
        for (int i = 0; i < 3; i++) {
            adopting.apply(namespace("ns1")).settle();
            assertThat(new Actual(NAMES.project("ns1"), "", contrail.body(NAMES.project("ns1"))).annotations())
                    .containsEntry("cluster", "k8s");
            adopting.restart().audit();
            adopting.delete("ns1").settle();
            assertThat(contrail.has(NAMES.securityGroup("ns1"))).isFalse();
            assertThat(contrail.body(NAMES.project("ns1")).path("quota")).isEqualTo(before.path("quota"));
            assertThat(contrail.uuid(NAMES.project("ns1")))
                    .isEqualTo(before.path("uuid").asText());
        }
    }

    @Test
    @Spec("NS-38")
    void oneThatFailsForEverDoesNotDelayAThousandOthers() {
        ObjectKey conflict = NAMES.securityGroup("ns7");
        world.apply(namespace("ns7")).settle();
        world.contrail().without(conflict);
        world.contrail()
                .with(
                        conflict,
                        object("{annotations: {key_value_pair: ["
                                + "{key: 'owner', value: 'k8s'}, {key: 'cluster', value: 'other'}]}}"));
        world.audit();
        IntStream.range(100, 1100).forEach(i -> world.apply(namespace("ns" + i)));
        world.settle();
        assertThat(world.served()).hasSize(1001);
        assertThat(world.reasons()).containsOnly("ObjectConflict");
        assertThat(world.view("ns7").phase()).isEqualTo("troubled");
    }

    @Test
    @Spec("NS-40")
    void unrelatedChangesWriteNothing() {
        world.apply(namespace("ns1").isolated()).settle().contrail().takeWrites();
        int events = world.journal("ns1").size();
        for (int i = 0; i < 100; i++) {
            world.apply(namespace("ns1").isolated().annotation("somebody.else/counter", String.valueOf(i)));
            world.settle();
        }
        assertThat(world.contrail().takeWrites()).isEmpty();
        assertThat(world.journal("ns1")).hasSize(events);
    }

    @Test
    @Spec("NS-42")
    void nothingNewIsMadeForATerminatingNamespace() {
        world.apply(namespace("ns1")).settle().contrail().takeWrites();
        world.apply(namespace("ns1").isolated().label("a", "1").terminating());
        world.apply(namespace("ns2").isolated().terminating()).settle();
        assertThat(world.contrail().takeWrites()).isEmpty();
        world.delete("ns1").delete("ns2").settle();
        assertThat(world.contrail().keys()).noneMatch(key -> key.toString().contains("k8s-ns"));
    }

    @Test
    @Spec("NS-44")
    void whatAnOperatorDeletesIsMadeAgain() {
        world.apply(namespace("ns1").isolated()).settle();
        world.contrail().without(NAMES.securityGroup("ns1"));
        world.contrail().body(NAMES.podNetwork("ns1")).put("fabric_snat", true);
        world.audit();
        assertThat(world.contrail().has(NAMES.securityGroup("ns1"))).isTrue();
        assertThat(snat("ns1")).isFalse();
    }

    private static String setting(World world, String namespace, String setting) {
        return world.view(namespace).settings().stream()
                .filter(decided -> decided.setting().equals(setting))
                .map(Decided::value)
                .findFirst()
                .orElse("");
    }

    private boolean snat(String namespace) {
        return body(NAMES.podNetwork(namespace)).path("fabric_snat").asBoolean();
    }

    private JsonNode body(ObjectKey key) {
        return world.contrail().body(key);
    }

    private Map<String, String> annotations(ObjectKey key) {
        return new Actual(key, "", world.contrail().body(key)).annotations();
    }

    private List<String> references(ObjectKey key, String field) {
        var names = new ArrayList<String>();
        body(key).path(field).forEach(reference -> {
            var parts = new ArrayList<String>();
            reference.path("to").forEach(part -> parts.add(part.asText()));
            names.add(new FqName(parts).toString());
        });
        return names;
    }

    private List<ObjectKey> deletions() {
        return world.contrail().takeWrites().stream()
                .filter(write -> write.method().equals("DELETE"))
                .map(Contrail.Write::key)
                .toList();
    }
}
