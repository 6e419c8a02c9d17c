package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Others on the same Contrail: a second cluster, objects of somebody else, a server that fails (spec 01 section 10.2). */
class NeighboursIT {
    @Spec("NS-35")
    @Test
    void twoClustersWithTheSameNamespacesDoNotTouchEachOther() {
        try (Installation first = Installation.started();
                Installation second = first.neighbour()) {
            second.start("[KUBERNETES]", "cluster_name = c2").awaitReady();
            Contrail contrail = first.contrail();
            for (Installation each : List.of(first, second)) {
                each.kubernetes().create("shop", ISOLATION, "true");
                each.awaitServed("shop", "kube-public");
            }
            var before = objectsOf("k8s-", contrail);

            second.kubernetes().delete("shop");
            second.awaitGone("shop");
            first.audit();

            assertThat(objectsOf("c2-shop", contrail)).isEmpty();
            assertThat(objectsOf("k8s-", contrail)).isEqualTo(before);
            assertThat(contrail.all("tag")).containsKeys("namespace=shop");
            first.kubernetes().delete("shop");
            first.awaitGone("shop");
            assertThat(contrail.all("tag")).doesNotContainKey("namespace=shop");
        }
    }

    private static List<String> objectsOf(String part, Contrail contrail) {
        return List.of("project", "virtual-network", "network-policy", "security-group", "firewall-rule").stream()
                .flatMap(type -> contrail.all(type).entrySet().stream()
                        .filter(object -> object.getKey().contains(part))
                        .map(object -> type + ' ' + object))
                .toList();
    }

    @Spec({"NS-38", "NS-44", "WA-12"})
    @Test
    void oneThatCannotBeServedHoldsUpNobody() {
        try (Installation here = Installation.started()) {
            Kubernetes kubernetes = here.kubernetes();
            Contrail contrail = here.contrail();
            String foreign = contrail.create(
                    "project",
                    "default-domain:k8s-taken",
                    "domain",
                    "annotations: {key_value_pair: [{key: 'owner', value: 'k8s'}, {key: 'cluster', value: 'other'}]}");
            kubernetes.create("taken");
            String[] many = IntStream.range(0, 100).mapToObj(i -> "many-" + i).toArray(String[]::new);
            for (String name : many) {
                kubernetes.create(name, ISOLATION, "true");
            }
            here.awaitServed(many);

            assertThat(contrail.all("virtual-network").keySet())
                    .filteredOn(name -> name.contains("k8s-many-"))
                    .hasSize(200);
            assertThat(kubernetes.awaitEvent("taken", "ObjectConflict").message())
                    .contains("k8s-taken");
            assertThat(contrail.annotations("project", "default-domain:k8s-taken"))
                    .containsOnlyKeys("owner", "cluster")
                    .containsEntry("cluster", "other");

            contrail.delete("security-group", "default-domain:k8s-many-7:k8s-many-7-default-sg");
            here.audit();
            eventually(
                    () -> assertThat(contrail.has("security-group", "default-domain:k8s-many-7:k8s-many-7-default-sg"))
                            .isTrue());

            kubernetes.delete("taken");
            here.awaitGone("taken");
            assertThat(contrail.uuid("project", "default-domain:k8s-taken")).isEqualTo(foreign);
        }
    }

    @Spec("NS-39")
    @Test
    void aServerThatIsAwayForAWhileIsWaitedForWithoutNewsFromKubernetes() {
        try (Installation here = Installation.started()) {
            Contrail contrail = here.contrail();
            here.awaitServed("default");
            contrail.fault("name: 'away', kind: 'status', status: 503");
            here.kubernetes().create("ns1");
            eventually(() -> assertThat(here.readyz()).contains("[-]contrail-api failed"));
            long watched = here.kubernetes().server().requests().last();

            contrail.heal();

            here.awaitServed("ns1");
            assertThat(here.kubernetes().server().requests().since(watched))
                    .as("nothing was asked of Kubernetes anew")
                    .noneMatch(request -> request.request().path().equals("/api/v1/namespaces"));
            here.awaitReady();
        }
    }
}
