package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.applying;
import static io.contrailkube.gateway.Rig.read;
import static io.contrailkube.gateway.Rig.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.spec.ObjectNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists on an object that all clusters write to, as a whole and without lock. */
class SharedListsIT {
    private static final ObjectKey CONFIG = ObjectNames.VROUTER_CONFIG;

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    private static ContrailObject service(String name) {
        return ContrailObject.builder(CONFIG.type(), CONFIG.fqName())
                .partOnly()
                .entry(
                        SharedList.LINK_LOCAL_SERVICES,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("linklocal_service_name", name)
                                .put("linklocal_service_ip", "10.96.0.1")
                                .put("linklocal_service_port", 443))
                .build();
    }

    private List<String> services(ContrailGateway gateway) {
        var names = new ArrayList<String>();
        read(gateway, CONFIG)
                .orElseThrow()
                .body()
                .at("/linklocal_services/linklocal_service_entry")
                .forEach(entry -> names.add(entry.path("linklocal_service_name").asText()));
        return names;
    }

    @Test
    @Spec("CL-28")
    void neitherOfTwoWritersLosesAnEntry() {
        var one = rig.gateway(settings("", rig.contrail.uri()), "one");
        var other = rig.gateway(settings("", rig.contrail.uri()), "other");
        rig.contrail.faults().put("{\"kind\": \"latency\", \"ms\": 0, \"jitter\": 15}");
        List<CompletableFuture<List<StepOutcome>>> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            names.add("one-" + i);
            names.add("other-" + i);
            all.add(applying(one, Rig.ensure(service("one-" + i))));
            all.add(applying(other, Rig.ensure(service("other-" + i))));
        }
        all.forEach(done -> assertThat(Rig.await(done)).first().isInstanceOf(Applied.class));
        assertThat(services(one)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void anEntryIsWrittenOnceKeptAndTakenBack() {
        var gateway = rig.gateway();
        apply(gateway, Rig.ensure(service("theirs")));
        assertThat(apply(gateway, Rig.ensure(service("ours"))))
                .first()
                .isInstanceOfSatisfying(Applied.class, applied -> {
                    assertThat(applied.origin()).isEqualTo(Origin.FOREIGN);
                    assertThat(applied.writes()).isEqualTo(1);
                });
        assertThat(apply(gateway, Rig.ensure(service("ours"))))
                .first()
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.writes()).isZero());
        assertThat(services(gateway)).containsExactlyInAnyOrder("theirs", "ours");

        String uuid = read(gateway, CONFIG).orElseThrow().uuid();
        var withdraw =
                new Step.Withdraw(CONFIG, uuid, Set.copyOf(service("ours").claims()));
        assertThat(apply(gateway, withdraw)).containsExactly(new StepOutcome.Gone(CONFIG));
        assertThat(apply(gateway, withdraw)).containsExactly(new StepOutcome.Gone(CONFIG));
        assertThat(services(gateway)).containsExactly("theirs");
    }

    @Test
    @Spec("CL-13")
    void anObjectThatIsMissingIsWaitedFor() {
        ContrailObject missing = ContrailObject.builder(
                        ContrailTypes.GLOBAL_VROUTER_CONFIG, FqName.of("default-global-system-config", "none"))
                .partOnly()
                .entry(
                        SharedList.LINK_LOCAL_SERVICES,
                        JsonNodeFactory.instance.objectNode().put("linklocal_service_name", "x"))
                .build();
        assertThat(apply(rig.gateway(), Rig.ensure(missing)))
                .containsExactly(new StepOutcome.Waiting(
                        missing.key(), "global-vrouter-config default-global-system-config:none does not exist"));
        assertThat(apply(
                        rig.gateway(),
                        new Step.Withdraw(
                                missing.key(), "00000000-0000-4000-8000-000000000000", Set.copyOf(missing.claims()))))
                .containsExactly(new StepOutcome.Gone(missing.key()));
    }
}
