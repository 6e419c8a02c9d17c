package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.applying;
import static io.contrailkube.gateway.Rig.delete;
import static io.contrailkube.gateway.Rig.ensure;
import static io.contrailkube.gateway.Rig.read;
import static io.contrailkube.gateway.Rig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.http.HttpServer;
import io.contrailkube.standins.http.HttpServerOptions;
import io.contrailkube.standins.http.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of plans when servers fail. */
class FailuresIT {
    private Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    private static ContrailObject project(int number) {
        return ContrailObject.builder(ContrailTypes.PROJECT, FqName.of("default-domain", "p" + number))
                .annotations(Rig.marks("k8s").of("Namespace", "ns", "ns"))
                .build();
    }

    private void fault(String settings) {
        rig.contrail.faults().put(settings);
    }

    private static URI deadServer() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void aServerThatIsShortlyAwayIsAskedAgain() {
        fault(
                "{\"kind\": \"status\", \"status\": 503, \"method\": \"POST\", \"path\": \"^/projects\", \"requests\": 2}");
        ContrailObject project = project(1);
        assertThat(apply(rig.gateway(), ensure(project)))
                .containsExactly(new Applied(project.key(), project.uuid(), Origin.CREATED, 1));
    }

    @Test
    void aCreationThatWasDoneAndNotAnsweredIsFoundToBeOurs() {
        fault("{\"kind\": \"late\", \"method\": \"POST\", \"path\": \"^/projects\", \"requests\": 1}");
        var gateway = rig.gateway(settings("contrail-kube.gateway.request-timeout = 300ms", rig.contrail.uri()), "k8s");
        ContrailObject project = project(1);
        assertThat(apply(gateway, ensure(project)))
                .containsExactly(new Applied(project.key(), project.uuid(), Origin.RECOVERED, 0));
    }

    @Test
    void aDeletionThatWasDoneAndNotAnsweredIsDone() {
        var gateway = rig.gateway(settings("contrail-kube.gateway.request-timeout = 300ms", rig.contrail.uri()), "k8s");
        apply(gateway, ensure(project(1)));
        fault("{\"kind\": \"late\", \"method\": \"DELETE\", \"requests\": 1}");
        assertThat(apply(gateway, delete(project(1))))
                .containsExactly(new StepOutcome.Gone(project(1).key()));
    }

    @Test
    void aServerThatHangsIsGivenUpAndItsConnectionsAreGivenBack() {
        var gateway = rig.gateway(
                settings(
                        "contrail-kube.gateway { request-timeout = 200ms, limits.connections = 2, "
                                + "breaker.failures = 1000 }",
                        rig.contrail.uri()),
                "k8s");
        fault("{\"kind\": \"hang\", \"requests\": 12}");
        List<StepOutcome> outcomes = apply(
                gateway, IntStream.range(0, 4).mapToObj(i -> ensure(project(i))).toArray(Step[]::new));
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfAny(Applied.class, StepOutcome.Retry.class));
        rig.contrail.faults().clear();
        assertThat(apply(
                        gateway,
                        IntStream.range(0, 4).mapToObj(i -> ensure(project(i))).toArray(Step[]::new)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
    }

    @Test
    void aFailedServerIsToldWithAReasonAndAPause() {
        fault("{\"kind\": \"status\", \"status\": 500, \"method\": \"POST\", \"path\": \"^/projects\", "
                + "\"body\": \"Internal Server Error\"}");
        assertThat(apply(rig.gateway(), ensure(project(1))))
                .first()
                .isInstanceOfSatisfying(StepOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .isEqualTo("500 Internal Server Error"));
    }

    @Test
    void ofTwoServersOneIsEnough() throws IOException {
        URI dead = deadServer();
        var gateway = rig.gateway(settings("", dead, rig.contrail.uri()), "k8s");
        List<StepOutcome> outcomes = apply(
                gateway,
                IntStream.range(0, 50).mapToObj(i -> ensure(project(i))).toArray(Step[]::new));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.origin()).isEqualTo(Origin.CREATED)));
        assertThat(gateway.view().servers().get(0).up()).isFalse();
        assertThat(gateway.view().servers().get(0).lastFailure()).startsWith(dead.toString());
        assertThat(gateway.view().servers().get(1).up()).isTrue();
    }

    @Test
    void aServerThatComesBackIsUsedAgain() throws IOException {
        URI later = deadServer();
        var gateway = rig.gateway(settings("", later), "k8s");
        await().untilAsserted(() -> {
            assertThat(apply(gateway, ensure(project(1)))).first().isInstanceOf(StepOutcome.Retry.class);
            assertThat(gateway.view().isUp()).isFalse();
        });
        Assertions.assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() ->
                        Rig.await(gateway.read(List.of(new Lookup(project(1).key(), null)))))
                .withCauseInstanceOf(ContrailUnavailable.class)
                .withMessageContaining(later + " is down since");
        try (var back = ContrailStandin.start(ContrailOptions.loopback().withPort(later.getPort()))) {
            await().untilAsserted(() -> assertThat(gateway.view().isUp()).isTrue());
            assertThat(back.log().last()).isPositive();
            assertThat(apply(gateway, ensure(project(1)))).first().isInstanceOf(Applied.class);
        }
    }

    @Test
    void droppedConnectionsAreNoticedAndReplaced() {
        var gateway = rig.gateway();
        apply(gateway, IntStream.range(0, 20).mapToObj(i -> ensure(project(i))).toArray(Step[]::new));
        rig.contrail.dropConnections();
        Step[] more = IntStream.range(20, 40).mapToObj(i -> ensure(project(i))).toArray(Step[]::new);
        // Many losses noticed at once look like a server that is away, and then the rest waits for a probe.
        assertThat(apply(gateway, more))
                .allMatch(outcome -> outcome instanceof Applied || outcome instanceof StepOutcome.Retry);
        await().untilAsserted(
                        () -> assertThat(apply(gateway, more)).hasSize(20).allSatisfy(outcome -> assertThat(outcome)
                                .isInstanceOf(Applied.class)));
        await().untilAsserted(() -> assertThat(gateway.view().isUp()).isTrue());
        IntStream.range(20, 40).mapToObj(FailuresIT::project).forEach(object -> assertThat(
                        read(gateway, object.key()).orElseThrow().uuid())
                .isEqualTo(object.uuid()));
    }

    @Test
    void whateverFailsOnTheWayAllStandsInTheEndAndOnce() {
        fault("{\"name\": \"a\", \"kind\": \"reset\", \"probability\": 0.15}");
        fault("{\"name\": \"b\", \"kind\": \"status\", \"status\": 503, \"probability\": 0.15}");
        fault("{\"name\": \"c\", \"kind\": \"late\", \"probability\": 0.05}");
        var gateway = rig.gateway(settings("contrail-kube.gateway.request-timeout = 300ms", rig.contrail.uri()), "k8s");
        List<ContrailObject> objects = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            objects.add(project(i));
            objects.add(ContrailObject.builder(ContrailTypes.SECURITY_GROUP, FqName.of("default-domain", "p" + i, "sg"))
                    .annotations(Rig.marks("k8s").of("Namespace", "ns", "ns"))
                    .owner(project(i).key())
                    .build());
        }
        await().atMost(java.time.Duration.ofSeconds(30))
                .until(() -> apply(gateway, objects.stream().map(Rig::ensure).toArray(Step[]::new)).stream()
                        .allMatch(Applied.class::isInstance));
        rig.contrail.faults().clear();
        await().until(() -> gateway.view().isUp());
        objects.forEach(object ->
                assertThat(read(gateway, object.key()).orElseThrow().uuid()).isEqualTo(object.uuid()));
    }

    @Test
    void aStaleTokenIsReplacedByTheNextOneOfKeystone() {
        rig.close();
        rig = new Rig(ContrailOptions.loopback().withToken("fresh"));
        var asked = new AtomicInteger();
        try (HttpServer keystone = HttpServer.start(
                HttpServerOptions.loopback(),
                request -> CompletableFuture.completedFuture(new Reply.Full(
                        201,
                        Map.of(
                                "X-Subject-Token",
                                asked.incrementAndGet() == 1 ? "stale" : "fresh",
                                "Content-Type",
                                "application/json"),
                        JsonNodeFactory.instance
                                .objectNode()
                                .toString()
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))))) {
            String hocon = "contrail-kube.gateway.keystone { url = \""
                    + keystone.uri().resolve("/v3") + "\", user = u, password = p, tenant = t }";
            var gateway = rig.gateway(settings(hocon, rig.contrail.uri()), "k8s");
            assertThat(apply(gateway, ensure(project(1)), ensure(project(2))))
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void plansOfManyDoNotWaitForOneSlowObject() {
        fault("{\"kind\": \"hang\", \"method\": \"POST\", \"path\": \"^/security-groups\"}");
        var gateway = rig.gateway(settings("contrail-kube.gateway.request-timeout = 1s", rig.contrail.uri()), "k8s");
        apply(gateway, ensure(project(0)));
        CompletableFuture<List<StepOutcome>> slow = applying(
                gateway,
                ensure(ContrailObject.builder(ContrailTypes.SECURITY_GROUP, FqName.of("default-domain", "p0", "sg"))
                        .build()));
        assertThat(apply(gateway, ensure(project(1)))).first().isInstanceOf(Applied.class);
        assertThat(slow).isNotDone();
    }
}
