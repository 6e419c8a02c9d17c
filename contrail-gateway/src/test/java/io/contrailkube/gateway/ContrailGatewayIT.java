package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.delete;
import static io.contrailkube.gateway.Rig.ensure;
import static io.contrailkube.gateway.Rig.ensureAgain;
import static io.contrailkube.gateway.Rig.plan;
import static io.contrailkube.gateway.Rig.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.Spec;
import io.contrailkube.core.cluster.ClusterRules;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Endpoint;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Fence;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.state.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans and reads against a stand-in of the Contrail API. */
class ContrailGatewayIT {
    private static final ObjectKey PM = ObjectKey.of(ContrailTypes.POLICY_MANAGEMENT, "default-policy-management");

    private final Rig rig = new Rig();
    private final ContrailGateway gateway = rig.gateway();

    @AfterEach
    void stop() {
        rig.close();
    }

    private static ContrailObjectBuilder marked(String cluster, String type, String... name) {
        return ContrailObject.builder(type, FqName.of(name))
                .annotations(Rig.marks(cluster).of("Namespace", "ns", "ns"));
    }

    private static ContrailObjectBuilder project(String cluster) {
        return marked(cluster, ContrailTypes.PROJECT, "default-domain", "p");
    }

    private static ContrailObject rule(String name) {
        return FirewallRule.passAll(
                        ObjectKey.of(ContrailTypes.FIREWALL_RULE, PM.fqName().leaf(), name),
                        Endpoint.any(),
                        Endpoint.any())
                .annotations(Rig.marks("k8s").ofCluster())
                .build();
    }

    private static ContrailObject hub() {
        return FirewallPolicy.named(
                        ObjectKey.of(ContrailTypes.FIREWALL_POLICY, PM.fqName().leaf(), "hub"))
                .annotations(Rig.marks("k8s").ofCluster())
                .build();
    }

    @Test
    void theFoundationOfAClusterStandsAfterOnePlanAndTheSecondWritesNothing() {
        List<ContrailObject> foundation =
                new ClusterRules(Rig.names("k8s")).foundation(false, Contribution.NONE, List.of());
        List<StepOutcome> first =
                apply(gateway, foundation.stream().map(Rig::ensure).toArray(Step[]::new));
        assertThat(first).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));

        long mark = rig.contrail.log().last();
        List<StepOutcome> second = apply(
                gateway,
                foundation.stream()
                        .filter(object -> object.claim() != ContrailObject.Claim.PART)
                        .map(Rig::ensureAgain)
                        .toArray(Step[]::new));
        assertThat(second).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.writes()).isZero()));
        assertThat(rig.writesSince(mark)).isEmpty();
    }

    @Test
    void oneRequestPerObjectWhateverIsOnIt() {
        ContrailObject tag = ContrailObject.builder(ContrailTypes.TAG, FqName.of("application=k8s"))
                .shared()
                .property("tag_type_name", "application")
                .property("tag_value", "k8s")
                .annotations(Rig.marks("k8s").ofCluster())
                .build();
        ContrailObject project = project("k8s").tag(tag.key()).build();
        assertThat(apply(gateway, ensure(project), ensure(tag)))
                .containsExactly(
                        new Applied(project.key(), project.uuid(), Origin.CREATED, 1),
                        new Applied(tag.key(), tag.uuid(), Origin.CREATED, 1));
        assertThat(rig.writesSince(0)).containsExactly("POST /tags", "POST /projects");
        Actual actual = read(gateway, project.key()).orElseThrow();
        assertThat(actual.annotations()).containsEntry("cluster", "k8s");
        assertThat(actual.body().path("tag_refs").get(0).path("uuid").asText()).isEqualTo(tag.uuid());
        assertThat(rig.contrail.log().since(0))
                .allSatisfy(request -> assertThat(request.client()).startsWith("contrail-kube-controller/"));
    }

    @Test
    void whatStandsWithOurMarksIsRecoveredAndBroughtUpToDate() {
        apply(gateway, ensure(project("k8s").build()));
        ContrailObject wanted = project("k8s").property("display_name", "shown").build();
        assertThat(apply(gateway, ensure(wanted)))
                .containsExactly(new Applied(wanted.key(), wanted.uuid(), Origin.RECOVERED, 1));
        assertThat(read(gateway, wanted.key())
                        .orElseThrow()
                        .body()
                        .path("display_name")
                        .asText())
                .isEqualTo("shown");
    }

    @Test
    @Spec("NS-37")
    void whatStandsWithoutMarksIsAdoptedUnderItsOwnUuidAndMarked() {
        ContrailObject operators = ContrailObject.builder(ContrailTypes.PROJECT, FqName.of("default-domain", "p"))
                .uuid("11111111-2222-4333-8444-555555555555")
                .build();
        apply(gateway, ensure(operators));
        ContrailObject wanted = project("k8s").build();
        assertThat(apply(gateway, ensure(wanted)))
                .containsExactly(new Applied(wanted.key(), operators.uuid(), Origin.ADOPTED, 1));
        assertThat(read(gateway, wanted.key()).orElseThrow().annotations()).containsEntry("cluster", "k8s");
    }

    @Test
    void whatBearsOthersMarksIsNeverTouched() {
        apply(
                rig.gateway(Rig.settings("", rig.contrail.uri()), "other"),
                ensure(project("other").build()));
        long mark = rig.contrail.log().last();
        ContrailObject wanted = project("k8s").property("display_name", "ours").build();
        assertThat(apply(gateway, ensure(wanted), ensureAgain(wanted)))
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(StepOutcome.Refused.class, refused -> {
                    assertThat(refused.why()).isEqualTo(Refusal.CONFLICT);
                    assertThat(refused.reason()).contains("belongs to cluster 'other' of owner 'k8s'");
                });
        assertThat(rig.writesSince(mark)).containsExactly("POST /projects");
    }

    @Test
    void aUuidThatBelongsToAnotherNameIsAConflict() {
        ContrailObject one = project("k8s").build();
        ContrailObject other = marked("k8s", ContrailTypes.PROJECT, "default-domain", "q")
                .uuid(one.uuid())
                .build();
        apply(gateway, ensure(one));
        assertThat(apply(gateway, ensure(other)))
                .first()
                .isInstanceOfSatisfying(StepOutcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("belongs to project default-domain:p"));
    }

    @Test
    void whatIsMissingIsNamedAndWhatDependsOnItIsSkipped() {
        ContrailObject network = marked("k8s", ContrailTypes.VIRTUAL_NETWORK, "default-domain", "gone", "vn")
                .build();
        ContrailObject pool = marked("k8s", ContrailTypes.FLOATING_IP_POOL, "default-domain", "gone", "vn", "pool")
                .build();
        assertThat(apply(gateway, ensure(pool), ensure(network)))
                .containsExactly(
                        new StepOutcome.Skipped(pool.key(), network.key()),
                        new StepOutcome.Waiting(network.key(), "project default-domain:gone does not exist"));
        assertThat(rig.writesSince(0)).isEmpty();
    }

    @Test
    void aNeedThatVanishedSinceItWasSeenIsFoundOut() {
        ContrailObject project = project("k8s").build();
        apply(gateway, ensure(project));
        // Another gateway deletes it; this one still believes that it stands.
        apply(rig.gateway(), delete(project));
        ContrailObject group = marked("k8s", ContrailTypes.SECURITY_GROUP, "default-domain", "p", "sg")
                .build();
        assertThat(apply(gateway, ensure(group)))
                .containsExactly(new StepOutcome.Waiting(group.key(), "project default-domain:p does not exist"));
    }

    @Test
    void aFixedDifferenceIsReportedAndNothingWritten() {
        List<ContrailObject> foundation =
                new ClusterRules(Rig.names("k8s")).foundation(false, Contribution.NONE, List.of());
        apply(gateway, foundation.stream().map(Rig::ensure).toArray(Step[]::new));
        long mark = rig.contrail.log().last();
        ContrailObject forwarding = new ClusterRules(Rig.names("k8s"))
                .foundation(true, Contribution.NONE, List.of()).stream()
                        .filter(object -> object.key().equals(Rig.names("k8s").defaultPodNetwork()))
                        .findFirst()
                        .orElseThrow();
        assertThat(apply(gateway, ensureAgain(forwarding))).first().isInstanceOf(StepOutcome.Fixed.class);
        assertThat(rig.writesSince(mark)).isEmpty();
    }

    @Test
    void whatIsKnownAndGoneIsCreatedAgain() {
        ContrailObject project = project("k8s").build();
        assertThat(apply(gateway, ensureAgain(project)))
                .containsExactly(new Applied(project.key(), project.uuid(), Origin.CREATED, 1));
    }

    @Test
    void singleReferencesComeAndGoOneByOneAndLeaveOthersAlone() {
        ContrailObject hub = hub();
        apply(gateway, ensure(hub), ensure(rule("r1")), ensure(rule("r2")), ensure(rule("theirs")));
        var claims = FirewallPolicy.hub(hub.key());
        FirewallPolicy.addRule(claims, rule("theirs").key(), 9);
        apply(rig.gateway(), ensure(claims.build()));

        var ours = FirewallPolicy.hub(hub.key());
        FirewallPolicy.addRule(ours, rule("r1").key(), 1);
        FirewallPolicy.addRule(ours, rule("r2").key(), 1);
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, ensure(ours.build())))
                .containsExactly(new Applied(hub.key(), hub.uuid(), Origin.FOREIGN, 2));
        assertThat(rig.writesSince(mark)).containsExactly("POST /ref-update", "POST /ref-update");
        assertThat(rules(hub)).containsExactlyInAnyOrder("r1", "r2", "theirs");

        String released = new Reference(FirewallPolicy.RULE_REFS, rule("r1").key(), null).claim();
        var fewer = FirewallPolicy.hub(hub.key());
        FirewallPolicy.addRule(fewer, rule("r2").key(), 1);
        apply(gateway, new Step.Ensure(fewer.build(), hub.uuid(), Set.of(released)));
        assertThat(rules(hub)).containsExactlyInAnyOrder("r2", "theirs");

        assertThat(apply(
                        gateway,
                        new Step.Withdraw(
                                hub.key(),
                                "00000000-0000-4000-8000-000000000000",
                                fewer.build().claims())))
                .containsExactly(new StepOutcome.Gone(hub.key()));
        assertThat(rules(hub)).containsExactly("theirs");
    }

    private List<String> rules(ContrailObject hub) {
        var names = new ArrayList<String>();
        read(gateway, hub.key())
                .orElseThrow()
                .body()
                .path(FirewallPolicy.RULE_REFS)
                .forEach(reference -> names.add(reference.path("to").get(1).asText()));
        return names;
    }

    @Test
    void aSharedTagIsLeftAsItIsAndItsDeletionEndsWhereOthersUseIt() {
        ContrailObject plain = ContrailObject.builder(ContrailTypes.TAG, FqName.of("tier=web"))
                .shared()
                .property("tag_type_name", "tier")
                .property("tag_value", "web")
                .build();
        apply(gateway, ensure(plain), ensure(project("k8s").tag(plain.key()).build()));
        ContrailObject marked = ContrailObject.builder(ContrailTypes.TAG, FqName.of("tier=web"))
                .shared()
                .property("tag_type_name", "tier")
                .property("tag_value", "web")
                .annotations(Rig.marks("k8s").ofCluster())
                .build();
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, ensure(marked)))
                .containsExactly(new Applied(plain.key(), plain.uuid(), Origin.FOREIGN, 0));
        assertThat(rig.writesSince(mark)).containsExactly("POST /tags");
        assertThat(apply(gateway, delete(marked))).containsExactly(new StepOutcome.Gone(plain.key()));
        assertThat(read(gateway, plain.key())).isPresent();
    }

    @Test
    void deletionsGoInOrderAndWhatIsInTheWayIsSaid() {
        ContrailObject project = project("k8s").build();
        ContrailObject group = marked("k8s", ContrailTypes.SECURITY_GROUP, "default-domain", "p", "sg")
                .build();
        apply(gateway, ensure(group), ensure(project));
        assertThat(apply(gateway, delete(project)))
                .first()
                .isInstanceOfSatisfying(StepOutcome.Waiting.class, waiting -> assertThat(waiting.reason())
                        .startsWith("409 Delete when children still present"));
        assertThat(apply(gateway, delete(group), delete(project), delete(project)))
                .containsExactly(
                        new StepOutcome.Gone(group.key()),
                        new StepOutcome.Gone(project.key()),
                        new StepOutcome.Gone(project.key()));
        assertThat(read(gateway, project.key())).isEmpty();
    }

    @Test
    void aReferenceIsRelaxedSoThatItsTargetMayGoFirst() {
        ContrailObject hub = hub();
        var withRule = FirewallPolicy.hub(hub.key());
        FirewallPolicy.addRule(withRule, rule("r").key(), 1);
        apply(gateway, ensure(hub), ensure(rule("r")));
        apply(gateway, ensure(withRule.build()));
        assertThat(apply(gateway, delete(rule("r")))).first().isInstanceOf(StepOutcome.Waiting.class);
        assertThat(apply(gateway, new Step.Delete(rule("r").key(), rule("r").uuid(), List.of(hub.uuid()))))
                .containsExactly(new StepOutcome.Gone(rule("r").key()));
    }

    @Test
    void aClosedFenceLetsNothingOut() {
        List<StepOutcome> outcomes = Rig.await(
                gateway.apply(plan(() -> false, List.of(ensure(project("k8s").build()), delete(hub())))));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(StepOutcome.Fenced.class));
        assertThat(rig.writesSince(0)).isEmpty();
    }

    @Test
    void whatTheServerWillNotHaveIsRefusedWithItsWords() {
        ContrailObject bad = project("k8s")
                .property("quota", JsonNodeFactory.instance.objectNode().put("no_such_thing", 1))
                .build();
        assertThat(apply(gateway, ensure(bad))).first().isInstanceOfSatisfying(StepOutcome.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.INVALID);
            assertThat(refused.httpStatus()).isEqualTo(400);
            assertThat(refused.reason()).contains("no_such_thing");
        });
    }

    @Test
    @Spec("API-164")
    void readsOfManyAreJoined() {
        List<ContrailObject> projects = IntStream.range(0, 40)
                .mapToObj(i -> marked("k8s", ContrailTypes.PROJECT, "default-domain", "p" + i)
                        .build())
                .toList();
        apply(gateway, projects.stream().map(Rig::ensure).toArray(Step[]::new));
        long mark = rig.contrail.log().last();
        List<CompletableFuture<Map<ObjectKey, Actual>>> reads = projects.stream()
                .map(object -> gateway.read(List.of(new Lookup(object.key(), object.uuid())))
                        .toCompletableFuture())
                .toList();
        reads.forEach(read -> assertThat(Rig.await(read)).hasSize(1));
        assertThat(rig.contrail.log().last() - mark).isLessThanOrEqualTo(10);
        assertThat(Rig.await(gateway.read(List.of(
                        new Lookup(projects.get(3).key(), null),
                        new Lookup(ObjectKey.of(ContrailTypes.PROJECT, "default-domain", "none"), null)))))
                .containsOnlyKeys(projects.get(3).key());
    }

    @Test
    void collectionsAreListedPageByPage() {
        var pages = rig.gateway(Rig.settings("contrail-kube.gateway.reads.batch = 4", rig.contrail.uri()), "k8s");
        apply(
                pages,
                IntStream.range(0, 11)
                        .mapToObj(i -> ensure(marked("k8s", ContrailTypes.PROJECT, "default-domain", "p" + i)
                                .build()))
                        .toArray(Step[]::new));
        List<Actual> listed = Rig.await(pages.list(ContrailTypes.PROJECT));
        assertThat(listed).extracting(actual -> actual.key().fqName().leaf()).contains("p0", "p10", "default-project");
        assertThat(listed).extracting(Actual::uuid).doesNotHaveDuplicates();
    }

    @Test
    void theViewTellsWhatHappened() {
        apply(gateway, ensure(project("k8s").build()));
        // An outcome is on its way to whoever asked before it is counted.
        await().until(() -> gateway.view().written() == 1);
        GatewayView view = gateway.view();
        assertThat(view.isUp()).isTrue();
        assertThat(view.servers()).singleElement().satisfies(server -> assertThat(server.server())
                .isEqualTo(rig.contrail.uri().toString()));
        assertThat(view.sent()).containsEntry("create", 1L);
        assertThat(view.written()).isEqualTo(1);
        assertThat(view.pending()).isZero();
        assertThat(rig.metrics.get("contrail_kube_gateway_request").timers()).isNotEmpty();
    }

    @Test
    void aFullGatewayTurnsPlansAway() {
        var small = rig.gateway(Rig.settings("contrail-kube.gateway.limits.pending = 1", rig.contrail.uri()), "k8s");
        rig.contrail.faults().put("{\"name\": \"slow\", \"kind\": \"latency\", \"ms\": 300}");
        CompletableFuture<List<StepOutcome>> first =
                Rig.applying(small, ensure(project("k8s").build()));
        assertThat(apply(small, ensure(hub())))
                .first()
                .isInstanceOfSatisfying(StepOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .isEqualTo("the gateway is full"));
        assertThat(Rig.await(first)).first().isInstanceOf(Applied.class);
        assertThat(Rig.await(small.apply(plan(Fence.ALWAYS_OPEN, List.of())))).isEmpty();
    }
}
