package io.contrailkube.core.kind.pod;

import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Spec 03 section 11.2: which labels are published, and membership of services. */
class PodTagsTest {
    private static final NamespaceBuilder SHOP = namespace("shop").unlabelled("kubernetes.io/metadata.name");

    private final Set<String> services = new TreeSet<>();
    private final PodWorkload pods = new PodWorkload(uid -> services);
    private final Stage stage = PodStage.of(SHOP);

    private Want want(PodBuilder pod) {
        return pods.want(pod.owner(), stage.with(pod.fact()));
    }

    private List<String> tags(PodBuilder pod) {
        return DesiredObjects.of(want(pod).objects())
                .references(new WorkloadNames(names()).podInterface(pod.fact().id(), 0), "tag_refs");
    }

    private static String membership(String service) {
        return "label=k8s.k8s.svc." + Uuids.shortHash("shop/" + service, 12);
    }

    @Test
    void everyPodBearsItsNamespaceAndTheClusterAndThatItIsOne() {
        assertThat(tags(pod("shop", "web"))).containsExactly("application=k8s", "label=k8s.k8s.pod", "namespace=shop");
    }

    @Test
    void thePodsOwnValueWinsOverTheNamespaces() {
        stage.namespace(
                namespace("shop").label("Tier", "ns").label("team", "net").unlabelled("kubernetes.io/metadata.name"));
        assertThat(tags(pod("shop", "web").label("tier", "front").label("app.kubernetes.io/name", "a/b")))
                .containsExactly(
                        "app.kubernetes.io__slash__name=a__slash__b",
                        "application=k8s",
                        "label=k8s.k8s.pod",
                        "namespace=shop",
                        "team=net",
                        "tier=front");
    }

    @Test
    void keysThatDifferInCaseOnlyConflict() {
        PodBuilder pod = pod("shop", "web").label("App", "1").label("app", "2");
        assertThat(tags(pod)).contains("app=1").doesNotContain("app=2");
        assertThat(reasons(want(pod).problems())).containsExactly("LabelConflict");
        assertThat(want(pod).problems().get(0).message()).contains("App, app");
    }

    @Test
    @Spec({"NP-40", "NP-41"})
    void labelsThatWouldPassForOurOwnAreNotPublished() {
        PodBuilder pod = pod("shop", "web")
                .label("Application", "x")
                .label("namespace", "other")
                .label("ingress", "k8s-shop-edge")
                .label("k8s-svc", "forged");
        assertThat(tags(pod)).containsExactly("application=k8s", "label=k8s.k8s.pod", "namespace=shop");
        assertThat(reasons(want(pod).problems())).containsOnly("LabelReserved").hasSize(4);
    }

    @Test
    void membersOfServicesBearTheYoungestAndAllMemberships() {
        stage.with(
                service("shop", "a").created("2024-03-01T00:00:00Z").fact(),
                service("shop", "b").created("2024-01-01T00:00:00Z").fact());
        services.addAll(List.of("a", "b"));
        assertThat(tags(pod("shop", "web")))
                .contains("k8s-svc=a", membership("a"), membership("b"))
                .doesNotContain("k8s-svc=b");
        services.remove("a");
        assertThat(tags(pod("shop", "web")))
                .contains("k8s-svc=b", membership("b"))
                .hasSize(5);
    }

    @Test
    void servicesWithoutAddressAndUnknownOnesGiveNoTag() {
        stage.with(
                service("shop", "headless").headless().fact(),
                service("shop", "external").type(ServiceFact.Type.EXTERNAL_NAME).fact());
        services.addAll(List.of("headless", "external", "unknown"));
        assertThat(tags(pod("shop", "web"))).containsExactly("application=k8s", "label=k8s.k8s.pod", "namespace=shop");
    }
}
