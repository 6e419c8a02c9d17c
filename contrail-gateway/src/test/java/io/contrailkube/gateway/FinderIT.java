package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rest.ref;
import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.port.Question.HostInterface;
import io.contrailkube.core.port.Question.InterfaceAt;
import io.contrailkube.core.port.Question.Named;
import io.contrailkube.core.port.Question.RouterOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking for what others made. */
class FinderIT {
    private static final String MISSES_COUNT = "contrail-kube.gateway.reads.lookups.miss-after = 0s";

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    private ContrailGateway gateway(String hocon) {
        return rig.gateway(settings(hocon, rig.contrail.uri()), "k8s");
    }

    private static void ensureAll(ContrailGateway gateway, List<ContrailObject> objects) {
        assertThat(apply(gateway, objects.stream().map(Rig::ensure).toArray(Step[]::new)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
    }

    private static Optional<Actual> find(ContrailGateway gateway, Question.OfContrail question) {
        return Rig.await(gateway.find(question));
    }

    private static Optional<String> uuid(ContrailGateway gateway, Question.OfContrail question) {
        return find(gateway, question).map(Actual::uuid);
    }

    @Test
    void anObjectIsFoundByName() {
        ContrailGateway gateway = gateway("");
        ensureAll(gateway, List.of(Site.PROJECT));
        assertThat(find(gateway, new Named(Site.PROJECT.key())))
                .hasValueSatisfying(actual -> assertThat(actual.annotations()).containsEntry("cluster", "k8s"));
        assertThat(find(gateway, new Named(Site.NETWORK.key()))).isEmpty();
    }

    @Test
    void routersAreListedOnceForManyNodesAndAgainForANewOne() {
        ContrailGateway gateway = gateway("contrail-kube.gateway.reads.batch = 20");
        ContrailGateway agents = gateway("");
        List<ContrailObject> routers = IntStream.range(0, 50)
                .mapToObj(i -> Site.router("node-" + i + ".example.com", "10.0.0." + i))
                .toList();
        ensureAll(agents, routers);
        ensureAll(agents, List.of(Site.machine(1)));
        ensureAll(agents, List.of(Site.link(routers.get(7), 1)));
        long mark = rig.contrail.log().last();
        List<CompletableFuture<Optional<Actual>>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(gateway.find(new RouterOf(List.of("10.0.0." + i), "any")).toCompletableFuture());
            asked.add(gateway.find(new RouterOf(List.of(), "NODE-" + i)).toCompletableFuture());
        }
        for (int i = 0; i < 50; i++) {
            assertThat(Rig.await(asked.get(2 * i)).map(Actual::key))
                    .contains(routers.get(i).key());
            assertThat(Rig.await(asked.get(2 * i + 1)).map(Actual::uuid))
                    .contains(routers.get(i).uuid());
        }
        assertThat(rig.requestsSince(mark)).hasSize(3).allMatch(request -> request.equals("GET /virtual-routers"));
        assertThat(Rig.await(asked.get(14)).orElseThrow().body().has("virtual_machine_refs"))
                .as("a hub's references are not read")
                .isFalse();
    }

    @Test
    void aRouterThatRegistersLaterIsFound() {
        ContrailGateway gateway = gateway(MISSES_COUNT);
        var question = new RouterOf(List.of("10.0.0.5"), "node-1");
        assertThat(find(gateway, question)).isEmpty();
        ContrailObject router = Site.router("node-1", "10.0.0.5");
        ensureAll(gateway(""), List.of(router));
        assertThat(uuid(gateway, question)).contains(router.uuid());
        long mark = rig.contrail.log().last();
        assertThat(uuid(gateway, question)).contains(router.uuid());
        assertThat(rig.requestsSince(mark)).isEmpty();
    }

    private static ContrailObject asking(int pod, String address) {
        var ip = Site.addressBuilder(pod, Site.SUBNET);
        InstanceIp.asking(ip, address);
        return ip.build();
    }

    @Test
    @Spec("API-58")
    void anInterfaceIsFoundByItsAddressInItsNetwork() {
        ContrailGateway gateway = gateway(MISSES_COUNT);
        ensureAll(gateway, Site.ground());
        ensureAll(gateway, List.of(Site.machine(1), Site.port(1), asking(1, "10.1.1.2")));
        ensureAll(gateway, List.of(Site.machine(2), Site.port(2), asking(2, "10.1.1.3")));
        ObjectKey network = Site.NETWORK.key();
        assertThat(find(gateway, new InterfaceAt(network, "10.1.1.2"))).hasValueSatisfying(actual -> {
            assertThat(actual.key()).isEqualTo(Site.port(1).key());
            assertThat(actual.body().has("virtual_machine_refs")).isTrue();
        });
        assertThat(uuid(gateway, new InterfaceAt(network, "10.1.1.3")))
                .contains(Site.port(2).uuid());
        assertThat(find(gateway, new InterfaceAt(network, "10.1.1.1"))).isEmpty();
        ObjectKey other = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "default-project", "ip-fabric");
        assertThat(find(gateway, new InterfaceAt(other, "10.1.1.2"))).isEmpty();
        ObjectKey none = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "p", "none");
        assertThat(find(gateway, new InterfaceAt(none, "10.1.1.2"))).isEmpty();

        long mark = rig.contrail.log().last();
        assertThat(uuid(gateway, new InterfaceAt(network, "10.1.1.2")))
                .contains(Site.port(1).uuid());
        assertThat(rig.requestsSince(mark)).as("which one is remembered").containsExactly("POST /list-bulk-collection");

        apply(gateway, Rig.delete(asking(1, "10.1.1.2")), Rig.delete(Site.port(1)));
        assertThat(find(gateway, new InterfaceAt(network, "10.1.1.2"))).isEmpty();
        ensureAll(gateway, List.of(Site.port(3), asking(3, "10.1.1.2"), Site.machine(3)));
        assertThat(uuid(gateway, new InterfaceAt(network, "10.1.1.2")))
                .contains(Site.port(3).uuid());
    }

    @Test
    void anAddressOfSeveralInterfacesIsNobodys() {
        ContrailGateway gateway = gateway("");
        ensureAll(gateway, Site.ground());
        ensureAll(gateway, Site.pod(1));
        ensureAll(gateway, List.of(Site.machine(2), Site.port(2)));
        JsonNode address = rig.somebody().get("/instance-ip/" + Site.address(1).uuid() + "?fields=instance_ip_address");
        rig.somebody()
                .post(
                        "/ref-update",
                        "{'type': 'instance-ip', 'uuid': '" + Site.address(1).uuid()
                                + "', 'ref-type': 'virtual-machine-interface', 'ref-uuid': '"
                                + Site.port(2).uuid() + "', 'operation': 'ADD'}");
        assertThat(find(
                        gateway,
                        new InterfaceAt(
                                Site.NETWORK.key(),
                                address.at("/instance-ip/instance_ip_address").asText())))
                .isEmpty();
    }

    @Test
    void theInterfaceOfANodeIsTheChildOfItsRouter() {
        ContrailGateway gateway = gateway(MISSES_COUNT);
        ContrailObject router = Site.router("node-1", "10.0.0.5");
        ensureAll(gateway, List.of(router, Site.router("node-2", "10.0.0.6")));
        ensureAll(gateway, Site.ground());
        assertThat(find(gateway, new HostInterface("10.0.0.5"))).isEmpty();
        agentMakes("vhost0");
        assertThat(find(gateway, new HostInterface("10.0.0.5")).map(Actual::key))
                .contains(ObjectKey.of(
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "default-global-system-config", "node-1", "vhost0"));
        assertThat(find(gateway, new HostInterface("10.0.0.6"))).isEmpty();
        assertThat(find(gateway, new HostInterface("10.0.0.7"))).isEmpty();
        agentMakes("bond0");
        assertThat(find(gateway(MISSES_COUNT), new HostInterface("10.0.0.5"))
                        .map(vhost -> vhost.key().fqName().leaf()))
                .contains("vhost0");
    }

    private void agentMakes(String name) {
        rig.somebody()
                .create(
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                        "'fq_name': ['default-global-system-config', 'node-1', '" + name
                                + "'], 'parent_type': 'virtual-router', 'virtual_network_refs': [" + ref(Site.NETWORK)
                                + "]");
    }

    @Test
    void thatContrailIsAwayIsNoAnswer() {
        ContrailGateway gateway = gateway("");
        rig.contrail.faults().put("{\"kind\": \"status\", \"status\": 503}");
        for (Question.OfContrail question : List.of(
                new Named(Site.PROJECT.key()),
                new RouterOf(List.of("10.0.0.5"), "node-1"),
                new InterfaceAt(Site.NETWORK.key(), "10.1.1.2"),
                new HostInterface("10.0.0.5"))) {
            assertThatThrownBy(() -> find(gateway, question)).hasCauseInstanceOf(ContrailUnavailable.class);
        }
    }
}
