package io.contrailkube.gateway;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Fence;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.ContrailPort.Lookup;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.http.LoggedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A stand-in of the Contrail API and gateways that talk to it over HTTP. */
final class Rig implements AutoCloseable {
    /** Patience fit for tests. */
    private static final String SHORT =
            """
            contrail-kube.gateway {
              connect-timeout = 2s
              request-timeout = 10s
              retry { attempts = 4, backoff { min = 10ms, max = 100ms }, pause = 50ms }
              breaker { failures = 5, backoff { min = 50ms, max = 200ms } }
              shared-lists.settle { min = 30ms, max = 300ms }
            }
            """;

    final ActorTestKit testKit = ActorTestKit.create(
            ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final ContrailStandin contrail;

    Rig() {
        this(ContrailOptions.loopback());
    }

    Rig(ContrailOptions options) {
        contrail = ContrailStandin.start(options);
    }

    static GatewaySettings settings(String hocon, URI... servers) {
        return GatewaySettings.from(ConfigFactory.parseString(hocon)
                        .withFallback(ConfigFactory.parseString(SHORT))
                        .withFallback(ConfigFactory.load())
                        .resolve())
                .withServers(List.of(servers));
    }

    ContrailGateway gateway() {
        return gateway(settings("", contrail.uri()), "k8s");
    }

    ContrailGateway gateway(GatewaySettings settings, String cluster) {
        return ContrailGateway.start(testKit.system(), settings, marks(cluster), metrics);
    }

    static ObjectNames names(String cluster) {
        return new ObjectNames(new ClusterSettings(
                cluster,
                "k8s",
                new ClusterSettings.Tenancy("default-domain", null, cluster + "-pods", cluster + "-services"),
                new ClusterSettings.Addressing(
                        List.of(Cidr.parse("10.32.0.0/12")),
                        List.of(Cidr.parse("10.96.0.0/12")),
                        List.of(Cidr.parse("10.64.0.0/12"))),
                new ClusterSettings.Features(false, false, false, false, null),
                new ClusterSettings.Security(cluster, false, ClusterSettings.NetworkPolicies.DEFAULTS),
                new ClusterSettings.Nested(false, null, List.of()),
                new ClusterSettings.KubernetesApi("10.0.0.5", 6443, "kubernetes", true),
                ClusterSettings.Workloads.DEFAULTS));
    }

    static OwnershipMarks marks(String cluster) {
        return new OwnershipMarks(names(cluster));
    }

    static Step ensure(ContrailObject object) {
        return new Step.Ensure(object, null, Set.of());
    }

    static Step ensureAgain(ContrailObject object) {
        return new Step.Ensure(object, object.uuid(), Set.of());
    }

    static Step delete(ContrailObject object) {
        return new Step.Delete(object.key(), object.uuid(), List.of());
    }

    static Plan plan(Fence fence, List<Step> steps) {
        return new Plan("ns", new OwnerKey("Test", "1"), steps, fence);
    }

    static CompletableFuture<List<StepOutcome>> applying(ContrailGateway gateway, Step... steps) {
        return gateway.apply(plan(Fence.ALWAYS_OPEN, Arrays.asList(steps))).toCompletableFuture();
    }

    static List<StepOutcome> apply(ContrailGateway gateway, Step... steps) {
        return await(applying(gateway, steps));
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** As it stands, read by name. */
    static Optional<Actual> read(ContrailGateway gateway, ObjectKey key) {
        return Optional.ofNullable(
                await(gateway.read(List.of(new Lookup(key, null)))).get(key));
    }

    /** Somebody else who writes to Contrail. */
    Rest somebody() {
        return new Rest(contrail.uri());
    }

    /** All requests that the stand-in has seen since {@code mark}, in the form "POST /projects". */
    List<String> requestsSince(long mark) {
        return contrail.log().since(mark).stream()
                .map(LoggedRequest::request)
                .map(request -> request.method() + ' ' + request.path())
                .toList();
    }

    /** The writes that the stand-in has seen since {@code mark}, in the form "POST /projects". */
    List<String> writesSince(long mark) {
        return contrail.log().since(mark).stream()
                .map(LoggedRequest::request)
                .filter(request ->
                        !request.method().equals("GET") && !request.path().equals("/list-bulk-collection"))
                .map(request -> request.method() + ' ' + request.path())
                .toList();
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
        contrail.close();
    }
}
