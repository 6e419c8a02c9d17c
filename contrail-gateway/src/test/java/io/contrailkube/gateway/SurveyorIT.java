package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Listener;
import io.contrailkube.core.contrail.LoadBalancer;
import io.contrailkube.core.contrail.Member;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Pool;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading what stands for workloads in a project. */
class SurveyorIT {
    private final Rig rig = new Rig();
    private final ContrailGateway gateway =
            rig.gateway(settings("contrail-kube.gateway.reads.batch = 2", rig.contrail.uri()), "k8s");

    @AfterEach
    void stop() {
        rig.close();
    }

    private void ensureAll(List<ContrailObject> objects) {
        assertThat(apply(gateway, objects.stream().map(Rig::ensure).toArray(Step[]::new)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
    }

    private static ObjectKey key(String type, String... more) {
        var key = ObjectKey.of(type, "default-domain", "p");
        for (String part : more) {
            key = new ObjectKey(type, key.fqName().child(part));
        }
        return key;
    }

    private static List<ContrailObject> balancer() {
        ObjectKey listener = key(ContrailTypes.LOADBALANCER_LISTENER, "l");
        ObjectKey pool = key(ContrailTypes.LOADBALANCER_POOL, "l");
        var objects = new ArrayList<ContrailObject>();
        ObjectKey balancer = key(ContrailTypes.LOADBALANCER, "b");
        objects.add(LoadBalancer.at(balancer, LoadBalancer.NATIVE, Site.port(1).key(), "10.1.1.2")
                .build());
        objects.add(
                Listener.of(listener, balancer, "TCP", 80, Listener.Tls.NONE).build());
        objects.add(Pool.behind(pool, listener, "TCP", null).build());
        for (String member : List.of("m1", "m2", "m3")) {
            objects.add(Member.of(key(ContrailTypes.LOADBALANCER_MEMBER, "l", member), null, 8080)
                    .build());
        }
        return objects;
    }

    @Test
    void allThatStandsInAProjectIsFoundWithWhatBelongsToItElsewhere() {
        ensureAll(Site.ground());
        var all = new ArrayList<ContrailObject>();
        for (int pod = 1; pod <= 3; pod++) {
            all.addAll(Site.pod(pod));
        }
        all.addAll(balancer());
        ensureAll(all);
        ContrailObject router = Site.router("node-1", "10.0.0.5");
        ensureAll(List.of(router));
        ensureAll(List.of(Site.link(router, 2)));

        List<Actual> found = Rig.await(gateway.survey(Site.PROJECT.key()));

        assertThat(found)
                .extracting(Actual::uuid)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(ContrailObject::uuid).toList());
        Actual machine = found.stream()
                .filter(actual -> actual.key().equals(Site.machine(2).key()))
                .findFirst()
                .orElseThrow();
        assertThat(machine.body().at("/virtual_router_back_refs/0/uuid").asText())
                .isEqualTo(router.uuid());
        assertThat(machine.annotations()).containsEntry("cluster", "k8s");
    }

    @Test
    void aProjectThatIsNotThereHoldsNothing() {
        assertThat(Rig.await(gateway.survey(Site.PROJECT.key()))).isEmpty();
    }

    @Test
    void thatContrailIsAwayIsNoAnswer() {
        ensureAll(Site.ground());
        rig.contrail.faults().put("{\"kind\": \"status\", \"status\": 503}");
        assertThatThrownBy(() -> Rig.await(gateway.survey(Site.PROJECT.key())))
                .hasCauseInstanceOf(ContrailUnavailable.class);
    }
}
