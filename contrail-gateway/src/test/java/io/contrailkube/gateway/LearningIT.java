package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.applying;
import static io.contrailkube.gateway.Rig.ensure;
import static io.contrailkube.gateway.Rig.ensureAgain;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import io.contrailkube.core.plan.StepOutcome.Refused;
import io.contrailkube.core.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server decides and we have to know: addresses. */
class LearningIT {
    private final Rig rig = new Rig();
    private final ContrailGateway gateway = rig.gateway();

    @BeforeEach
    void stand() {
        assertThat(ensureAll(Site.ground()))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private List<StepOutcome> ensureAll(List<ContrailObject> objects) {
        return apply(gateway, objects.stream().map(Rig::ensure).toArray(Step[]::new));
    }

    private static String learned(StepOutcome outcome, String pointer) {
        assertThat(outcome).isInstanceOf(Applied.class);
        return Objects.requireNonNullElse(((Applied) outcome).learned().get(pointer), "");
    }

    private static void isExhausted(StepOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.INVALID);
            assertThat(refused.httpStatus()).isEqualTo(400);
            assertThat(refused.reason())
                    .startsWith("Virtual-Network(default-domain:p:vn) has exhausted subnet(" + Site.SUBNET + ")");
        });
    }

    @Test
    @Spec({"API-45", "API-164"})
    void addressesOfManyArePickedUpInFewReads() {
        String network =
                "'fq_name': ['default-domain', 'p', 'large'], 'parent_type': 'project', 'network_ipam_refs': [{'to':"
                        + " ['default-domain', 'p', 'ipam'], 'attr': {'ipam_subnets': [{'subnet': {'ip_prefix': '10.2.0.0',"
                        + " 'ip_prefix_len': 16}}]}}]";
        rig.somebody().create(ContrailTypes.VIRTUAL_NETWORK, network);
        List<ContrailObject> ips = IntStream.range(0, 40)
                .mapToObj(i -> InstanceIp.of(
                                Site.addressBuilder(i, null).build().key(),
                                "ip" + i,
                                ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "p", "large"),
                                Site.port(0).key(),
                                null)
                        .build())
                .toList();
        ensureAll(List.of(Site.machine(0), Site.port(0)));
        long mark = rig.contrail.log().last();
        List<CompletableFuture<List<StepOutcome>>> plans =
                ips.stream().map(ip -> applying(gateway, ensure(ip))).toList();
        List<String> addresses = plans.stream()
                .map(plan -> learned(Rig.await(plan).get(0), InstanceIp.ADDRESS))
                .toList();
        assertThat(addresses).doesNotHaveDuplicates().allSatisfy(address -> assertThat(address)
                .startsWith("10.2."));
        assertThat(rig.writesSince(mark)).hasSize(40);
        assertThat(rig.requestsSince(mark)).hasSizeLessThan(40 + 20);
    }

    @Test
    void aPortTellsItsMacAndWhatStandsIsNotReadForItAgain() {
        ensureAll(List.of(Site.machine(1)));
        StepOutcome made = apply(gateway, ensure(Site.port(1))).get(0);
        assertThat(learned(made, VirtualMachineInterface.MAC)).startsWith("02:").hasSize(17);
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, ensureAgain(Site.port(1))))
                .containsExactly(new Applied(
                        Site.port(1).key(),
                        Site.port(1).uuid(),
                        Origin.RECOVERED,
                        0,
                        new TreeMap<>(
                                Map.of(VirtualMachineInterface.MAC, learned(made, VirtualMachineInterface.MAC)))));
        assertThat(rig.requestsSince(mark)).containsExactly("POST /list-bulk-collection");
    }

    @Test
    @Spec("API-105")
    void anAddressThatWasNotToBeHadIsAskedForAgainUntilThereIsOne() {
        ensureAll(Site.pod(1));
        ensureAll(Site.pod(2));
        ensureAll(Site.pod(3));
        ensureAll(Site.pod(4));
        List<StepOutcome> fifth = ensureAll(Site.pod(5));
        assertThat(fifth.subList(0, 2))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
        isExhausted(fifth.get(2));
        assertThat(Rig.read(gateway, Site.address(5).key())).isPresent();

        long mark = rig.contrail.log().last();
        isExhausted(apply(gateway, ensureAgain(Site.address(5))).get(0));
        assertThat(rig.writesSince(mark))
                .containsExactly("DELETE /instance-ip/" + Site.address(5).uuid(), "POST /instance-ips");

        rig.somebody().delete(Site.address(2));
        StepOutcome freed = apply(gateway, ensureAgain(Site.address(5))).get(0);
        assertThat(learned(freed, InstanceIp.ADDRESS)).startsWith("10.1.1.");
        assertThat(rig.somebody().count(ContrailTypes.INSTANCE_IP)).isEqualTo(4);
    }

    @Test
    @Spec("API-104")
    void aFullFlatSubnetIsARefusalOfTheServer() {
        String flat =
                "'fq_name': ['default-domain', 'p', 'flat'], 'parent_type': 'project', 'ipam_subnet_method': 'flat-subnet',"
                        + " 'ipam_subnets': {'subnets': [{'subnet': {'ip_prefix': '10.9.0.0', 'ip_prefix_len': 29}}]}";
        rig.somebody().create(ContrailTypes.NETWORK_IPAM, flat);
        ContrailObject network = Site.ours(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "p", "fn")
                .property("virtual_network_properties", Given.json("{forwarding_mode: 'l3'}"))
                .property("address_allocation_mode", "flat-subnet-only")
                .reference(
                        "network_ipam_refs",
                        ObjectKey.of(ContrailTypes.NETWORK_IPAM, "default-domain", "p", "flat"),
                        Given.json("{ipam_subnets: []}"))
                .build();
        ensureAll(List.of(network));
        String subnet = Rig.read(gateway, network.key())
                .orElseThrow()
                .body()
                .at("/network_ipam_refs/0/attr/ipam_subnets/0/subnet_uuid")
                .asText();
        ensureAll(List.of(Site.machine(0), Site.port(0)));
        List<ContrailObject> ips = IntStream.range(0, 5)
                .mapToObj(i -> InstanceIp.of(
                                Site.address(i).key(),
                                "ip" + i,
                                network.key(),
                                Site.port(0).key(),
                                subnet)
                        .build())
                .toList();
        List<StepOutcome> outcomes = ensureAll(ips);
        assertThat(outcomes.stream().filter(Applied.class::isInstance)).hasSize(4);
        assertThat(outcomes.stream().filter(Refused.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                        .startsWith("400 Virtual-Network([")
                        .contains("has no defined subnets"));
    }

    @Test
    void anAddressThatIsNotTheOneAskedForIsReportedAndLeft() {
        ensureAll(Site.pod(1));
        var other = Site.addressBuilder(1, Site.SUBNET);
        InstanceIp.asking(other, "10.1.1.1");
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, ensureAgain(other.build())))
                .singleElement()
                .isInstanceOfSatisfying(StepOutcome.Fixed.class, fixed -> assertThat(
                                fixed.actual().at(InstanceIp.ADDRESS).asText())
                        .isEqualTo("10.1.1.4"));
        assertThat(rig.writesSince(mark)).isEmpty();
    }

    @Test
    @Spec("API-45")
    void whatWasAskedForNeedNotBeRead() {
        ensureAll(List.of(Site.machine(2), Site.port(2)));
        var asked = Site.addressBuilder(2, Site.SUBNET).learn(InstanceIp.SUBNET);
        InstanceIp.asking(asked, "10.1.1.4");
        long mark = rig.contrail.log().last();

        StepOutcome made = apply(gateway, ensure(asked.build())).get(0);

        assertThat(learned(made, InstanceIp.ADDRESS)).isEqualTo("10.1.1.4");
        assertThat(learned(made, InstanceIp.SUBNET)).isEqualTo(Site.SUBNET);
        assertThat(rig.requestsSince(mark)).containsExactly("POST /instance-ips");
    }

    @Test
    @Spec("API-104")
    void anAddressInUseIsWaitedFor() {
        ensureAll(Site.pod(1));
        ensureAll(List.of(Site.machine(2), Site.port(2)));
        var wanted = Site.addressBuilder(2, Site.SUBNET);
        InstanceIp.asking(wanted, "10.1.1.4");
        ContrailObject ip = wanted.build();
        assertThat(apply(gateway, ensure(ip)))
                .containsExactly(new StepOutcome.Waiting(ip.key(), "409 IP address already in use"));
        rig.somebody().delete(Site.address(1));
        assertThat(learned(apply(gateway, ensure(ip)).get(0), InstanceIp.ADDRESS))
                .isEqualTo("10.1.1.4");
    }
}
