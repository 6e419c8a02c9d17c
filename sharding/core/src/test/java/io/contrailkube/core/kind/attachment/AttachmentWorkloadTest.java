package io.contrailkube.core.kind.attachment;

import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.attachment;
import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.reconcile.Planner;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.testing.AttachmentBuilder;
import io.contrailkube.core.testing.CreateBody;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 02 section 4.9: networks that are made for pods. */
class AttachmentWorkloadTest {
    private static final AttachmentBuilder NET = attachment("shop", "net").cidr("10.1.0.0/24");
    private static final WorkloadNames NAMES = new WorkloadNames(names());
    private static final ObjectKey NETWORK = NAMES.attachmentNetwork(NET.fact().id());
    private static final ObjectKey IPAM = NAMES.attachmentIpam(NET.fact().id());

    private final AttachmentWorkload attachments = new AttachmentWorkload(names());
    private final Stage stage = Stage.of(namespace("shop"))
            .with(NET.fact())
            .deciding("/network_ipam_refs/0/attr/ipam_subnets/0/subnet/ip_prefix", "10.1.0.0")
            .deciding("/network_ipam_refs/0/attr/ipam_subnets/0/subnet/ip_prefix_len", "24");

    private Want want(AttachmentBuilder attachment) {
        stage.with(attachment.fact());
        return attachments.want(NET.owner(), stage);
    }

    @Test
    @Spec("POD-33")
    void aPrefixIsANetworkWithAPool() {
        Want want = want(NET);
        DesiredObjects desired = DesiredObjects.of(want.objects());
        assertThat(desired.keys()).containsExactly(IPAM, NETWORK);
        assertThat(want.problems()).isEmpty();
        String marks = "{key_value_pair: [{key: 'cluster', value: 'k8s'},"
                + "{key: 'kind', value: 'NetworkAttachmentDefinition'}, {key: 'name', value: 'net'},"
                + "{key: 'namespace', value: 'shop'}, {key: 'owner', value: 'k8s'},"
                + "{key: 'project', value: 'k8s-shop'}]}";
        assertThat(CreateBody.of(desired.get(NETWORK)))
                .isEqualTo(json("{uuid: '" + desired.get(NETWORK).uuid() + "',"
                        + "fq_name: ['default-domain', 'k8s-shop', 'k8s-net-pod-network'], parent_type: 'project',"
                        + "address_allocation_mode: 'user-defined-subnet-only',"
                        + "virtual_network_properties: {forwarding_mode: 'l2_l3'}, fabric_snat: false,"
                        + "network_ipam_refs: [{to: ['default-domain', 'k8s-shop', 'k8s-net-pod-ipam'],"
                        + " attr: {ipam_subnets: [{default_gateway: '10.1.0.254', subnet_uuid: '"
                        + NAMES.uuid(NET.fact().id(), "subnet/10.1.0.0/24")
                        + "', subnet: {ip_prefix: '10.1.0.0', ip_prefix_len: 24}}]}}],"
                        + "annotations: " + marks + "}"));
        assertThat(CreateBody.of(desired.get(IPAM)))
                .isEqualTo(json("{uuid: '" + desired.get(IPAM).uuid() + "',"
                        + "fq_name: ['default-domain', 'k8s-shop', 'k8s-net-pod-ipam'], parent_type: 'project',"
                        + "ipam_subnet_method: 'user-defined-subnet', annotations: " + marks + "}"));
        assertThat(want.objects())
                .allSatisfy(object -> assertThat(Schema.read().faults(object)).isEmpty());
    }

    @Test
    @Spec("POD-33")
    void aDeletedDefinitionTakesItsNetworkAlongAsSoonAsNoPodUsesIt() {
        stage.settle(attachments, NET.owner());
        stage.without(NET.fact());
        Want want = attachments.want(NET.owner(), stage);
        assertThat(want.stance()).isEqualTo(Stance.GONE);
        assertThat(Planner.steps(want.objects(), stage.standing(NET.owner()), Set.of()))
                .extracting(step -> step.key().type())
                .containsExactly(ContrailTypes.VIRTUAL_NETWORK, ContrailTypes.NETWORK_IPAM);
        assertThat(attachments.about(NET.owner(), stage)).hasValue(NET.fact().id());
        var used = new Failure(NETWORK, Nature.TRANSIENT, "409 Delete when resource still referred: ['http://..']");
        assertThat(attachments.explain(NET.owner(), used))
                .hasValueSatisfying(problem -> assertThat(problem.reason()).isEqualTo("NetworkInUse"));
        assertThat(attachments.explain(NET.owner(), new Failure(NETWORK, Nature.TRANSIENT, "timeout")))
                .isEmpty();
    }

    @Test
    @Spec("POD-34")
    void flagsAreReadAsFlags() {
        assertSnat(NET.annotation(AttachmentAnnotations.SNAT, "false"), false);
        assertSnat(NET.annotation(AttachmentAnnotations.SNAT, " True"), true);
        assertSnat(NET.annotation(AttachmentAnnotations.SNAT, "yes"), false, "InvalidAnnotation");
        AttachmentBuilder forwarding = NET.annotation(AttachmentAnnotations.FORWARDING, "true");
        assertSnat(forwarding, false);
        assertThat(DesiredObjects.of(want(forwarding).objects()).references(NETWORK, "virtual_network_refs"))
                .containsExactly("default-domain:default-project:ip-fabric");
        assertSnat(forwarding.annotation(AttachmentAnnotations.SNAT, "true"), false, "AnnotationIgnored");
    }

    private void assertSnat(AttachmentBuilder attachment, boolean on, String... problems) {
        Want want = want(attachment);
        assertThat(DesiredObjects.of(want.objects())
                        .property(NETWORK, "fabric_snat")
                        .asBoolean())
                .isEqualTo(on);
        assertThat(reasons(want.problems())).containsExactly(problems);
    }

    @Test
    void anExistingNetworkIsLeftAsItIs() {
        AttachmentBuilder existing = attachment("shop", "net").network("{'project':'p','name':'n'}");
        assertThat(want(existing)).isEqualTo(Want.nothing());
        assertThat(AttachmentNetwork.of(existing.fact(), NAMES).joined())
                .hasToString("virtual-network|default-domain:p:n");
        assertThat(AttachmentNetwork.of(
                                attachment("shop", "net")
                                        .network("{'domain':'d','project':'p','name':'n'}")
                                        .fact(),
                                NAMES)
                        .joined())
                .hasToString("virtual-network|d:p:n");
        assertThat(reasons(want(existing.cidr("10.1.0.0/24")).problems())).containsExactly("AnnotationIgnored");
    }

    @Test
    void whatCannotBeReadMakesNothing() {
        for (AttachmentBuilder broken :
                List.of(NET.cidr("10.1.0.0"), NET.network("{"), NET.cidr(""), NET.network("{'project':'p'}"))) {
            Want want = want(broken);
            assertThat(want.objects()).isEmpty();
            assertThat(reasons(want.problems())).contains("InvalidAnnotation");
        }
    }

    @Test
    void definitionsOfOtherPluginsAreNoBusinessOfOurs() {
        assertThat(want(NET.plugin("macvlan"))).isEqualTo(Want.nothing());
        assertThat(want(NET.plugin("")).objects()).hasSize(2);
        assertThat(AttachmentNetwork.of(attachment("shop", "net").plugin("").fact(), NAMES))
                .isInstanceOf(AttachmentNetwork.Foreign.class);
        assertThat(AttachmentNetwork.of(attachment("shop", "net").fact(), NAMES))
                .isInstanceOf(AttachmentNetwork.Unusable.class);
    }

    @Test
    void aNetworkWaitsForItsNamespace() {
        stage.namespaceStands(false);
        assertThat(want(NET).stance()).isEqualTo(Stance.PARK);
    }

    @Test
    void aChangedPrefixIsSaidToHaveNoEffect() {
        assertThat(stage.settle(attachments, NET.owner()).problems()).isEmpty();
        assertThat(Planner.steps(want(NET).objects(), stage.standing(NET.owner()), Set.of()))
                .isEmpty();
        Want want = want(NET.cidr("10.2.0.0/24"));
        assertThat(reasons(want.problems())).containsExactly("AnnotationIgnored");
        assertThat(want.problems().get(0).message()).contains("10.1.0.0/24");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10.1.0.0/16                       | [10.1.0.0/16]",
                " [\"10.1.0.0/16\", \"fd00::/64\"] | [10.1.0.0/16, fd00::/64]",
                "['fd00::/64']                     | [fd00::/64]",
                "10.1.0.0/16,fd00::/64             | [10.1.0.0/16, fd00::/64]",
            })
    void prefixesAreOneOrAListWithOneOfEachVersion(String text, String prefixes) {
        assertThat(Prefixes.parse(text)).hasToString(prefixes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10.1.0.0/16,10.2.0.0/16 | two prefixes of IPv4",
                "10.1.0.0/30             | no room",
                "[]                      | no prefix length",
                "[10.1.0.0/16            | is not an IP address",
            })
    void otherPrefixesAreFaults(String text, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prefixes.parse(text))
                .withMessageContaining(fault);
    }
}
