package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.standins.http.LoggedRequest;
import io.contrailkube.standins.kubernetes.api.WatchWire.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to the watch of Kubernetes, seen in Contrail (spec 01 section 10.3). */
class WatchesIT {
    private static final Installation HERE = startedWithShortIdleTime();

    private final Kubernetes kubernetes = HERE.kubernetes();
    private final Contrail contrail = HERE.contrail();

    private static Installation startedWithShortIdleTime() {
        return Installation.prepared("contrail-kube.ingest.watch { idle-timeout = 2s, backoff.max = 200ms }")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void close() {
        HERE.close();
    }

    @AfterEach
    void heal() {
        kubernetes.server().faults().clear();
        HERE.awaitReady();
    }

    @Spec({"WA-1", "WA-4", "WA-3"})
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP", "END", "SILENCE", "EXPIRE"})
    void aStreamThatEndsOrIsSilentIsReplacedAndNothingIsDoneTwice(Fault fault) {
        String before = "before-" + fault.name().toLowerCase(java.util.Locale.ROOT);
        String after = "after-" + fault.name().toLowerCase(java.util.Locale.ROOT);
        kubernetes.create(before, ISOLATION, "true");
        HERE.passed(before);
        long mark = contrail.mark();

        kubernetes.server().watchFaults().strike("/namespaces$", fault, 1);
        kubernetes.create(after);

        HERE.awaitServed(after);
        HERE.passed(before);
        assertThat(contrail.writesSince(mark))
                .filteredOn(write ->
                        write.toString().contains(before) || write.method().equals("DELETE"))
                .allSatisfy(write -> assertThat(write.path()).matches("/tags|/tag/.*"));
    }

    @Spec({"WA-2", "WA-3"})
    @Test
    void whatIsDeletedInAGapIsCleanedAfterItAlsoWhenTheHistoryIsGone() {
        kubernetes.create("lost", ISOLATION, "true");
        kubernetes.create("stays");
        HERE.awaitServed("lost", "stays");
        down();

        kubernetes.deleteAndWait("lost");
        kubernetes.create("found");
        kubernetes.server().compact();
        kubernetes.server().faults().clear();

        HERE.awaitServed("found").awaitGone("lost").awaitServed("stays");
        assertThat(contrail.all("project"))
                .containsKeys("default-domain:k8s-found", "default-domain:k8s-stays")
                .doesNotContainKey("default-domain:k8s-lost");
        assertThat(contrail.all("virtual-network").keySet()).noneMatch(name -> name.contains("k8s-lost"));
    }

    private void down() {
        fault(
                "{\"name\":\"down\",\"kind\":\"status\",\"status\":503,\"path\":\"/api/v1/namespaces$\",\"method\":\"GET\"}");
        kubernetes.server().dropConnections();
        eventually(() -> assertThat(HERE.readyz()).contains("[-]watch/Namespace failed"));
    }

    @Spec("WA-5")
    @Test
    void aWatchThatIsForbiddenIsRetriedWithPauses() {
        fault(
                "{\"name\":\"forbidden\",\"kind\":\"status\",\"status\":403,\"path\":\"/api/v1/namespaces$\",\"method\":\"GET\"}");
        kubernetes.server().dropConnections();
        eventually(() ->
                assertThat(HERE.readyz()).contains("[-]watch/Namespace failed").contains("403"));
        long mark = kubernetes.server().requests().last();
        long began = System.nanoTime();

        eventually(() -> assertThat(asked(mark)).hasSizeGreaterThan(3));

        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(asked(mark).size() / seconds).as("requests a second").isLessThan(15);
    }

    private List<LoggedRequest> asked(long mark) {
        return kubernetes.server().requests().since(mark).stream()
                .filter(each -> each.request().path().equals("/api/v1/namespaces"))
                .toList();
    }

    @Spec("WA-6")
    @Test
    void aListThatFailsAtTheStartDeletesNothing() {
        kubernetes.create("dear", ISOLATION, "true");
        HERE.awaitServed("dear");
        HERE.stop();
        long mark = contrail.mark();
        fault(
                "{\"name\":\"broken\",\"kind\":\"status\",\"status\":500,\"path\":\"/api/v1/namespaces$\",\"method\":\"GET\"}");

        HERE.start();
        eventually(() ->
                assertThat(HERE.readyz()).contains("[-]watch/Namespace failed").contains("[+]foundation ok"));
        HERE.audit();
        kubernetes.server().faults().clear();
        HERE.awaitReady().awaitServed("dear");

        assertThat(contrail.writesSince(mark)).isEmpty();
    }

    @Spec("WA-7")
    @Test
    void aMalformedLineIsFollowedByANewList() {
        kubernetes.create("calm");
        HERE.awaitServed("calm");
        long mark = kubernetes.server().requests().last();

        kubernetes.server().watchFaults().strike("/namespaces$", Fault.MALFORM, 1);
        kubernetes.create("undisturbed");

        HERE.awaitServed("undisturbed");
        eventually(() -> assertThat(asked(mark))
                .anyMatch(each -> !each.request().query().first("watch", "").equals("true")));
        HERE.awaitReady();
    }

    @Spec("WA-8")
    @Test
    void objectsWithoutSelfLinkAreTaken() {
        assertThat(Web.get(kubernetes.uri().resolve("/api/v1/namespaces"))
                        .body()
                        .findValue("selfLink"))
                .isNull();
        HERE.awaitServed("default", "kube-system");
    }

    private void fault(String rule) {
        kubernetes.server().faults().put(rule);
    }
}
