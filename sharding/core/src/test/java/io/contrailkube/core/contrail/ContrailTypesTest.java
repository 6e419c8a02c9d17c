package io.contrailkube.core.contrail;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.cluster.ClusterRules;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceRules;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.Schema;
import io.contrailkube.core.testing.SettingsBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue, and everything the rules make of it, against Contrail's own schema. */
class ContrailTypesTest {
    private static final Schema SCHEMA = Schema.read();

    private static List<ContrailObject> everything() {
        FqName hosts = FqName.of("default-domain", "admin", "hosts");
        var objects = new ArrayList<ContrailObject>();
        for (SettingsBuilder settings : List.of(
                settings().sharedRead(true),
                settings().forwarding(true).secureProject(true),
                settings().project("admin").nested(hosts, 9042, 8082))) {
            ObjectNames names = settings.names();
            var cluster = new ClusterRules(names);
            objects.addAll(cluster.foundation(
                    names.settings().features().forwarding(), Contribution.NONE, List.of(Uuids.named("reader"))));
            objects.addAll(cluster.underlay());
            objects.addAll(cluster.vrouterConfig(List.of()));
            objects.add(cluster.allowAllReferences("ns1"));
            objects.add(cluster.labelTag(ObjectKey.of(ContrailTypes.TAG, "team=net")));
            var namespaces = new NamespaceRules(names);
            for (NamespaceBuilder namespace :
                    List.of(namespace("ns1"), namespace("ns2").isolated())) {
                NamespaceFact fact = namespace.fact();
                objects.addAll(namespaces.objects(
                        fact, NamespaceDecider.settings(fact, NamespaceState.EMPTY, names.settings())));
            }
        }
        return objects;
    }

    @Test
    void parentsAreThoseOfTheSchema() {
        assertThat(ContrailTypes.all()).allSatisfy(type -> {
            JsonNode known = SCHEMA.type(type.name());
            assertThat(known.path("parents")).extracting(JsonNode::asText).contains(type.parent());
            assertThat(known.path("plural").asText()).isEqualTo(type.plural());
        });
    }

    @Test
    void everyPropertyReferenceAndShapeIsKnown() {
        assertThat(everything()).hasSizeGreaterThan(60).allSatisfy(object -> assertThat(SCHEMA.faults(object))
                .isEmpty());
    }

    @Test
    void theSchemaCheckFindsFaults() {
        ContrailObject odd = ContrailObject.builder("virtual-network", FqName.of("d", "p", "n"))
                .property("no_such", true)
                .property("fabric_snat", "text")
                .property("virtual_network_properties", json("{odd: 1}"))
                .reference("network_ipam_refs", ObjectKey.of("tag", "a=b"), null)
                .build();
        assertThat(SCHEMA.faults(odd)).hasSize(4);
    }

    @Test
    void namesHaveTheLengthThatTheParentDemands() {
        assertThat(everything())
                .allSatisfy(object -> assertThat(object.key().fqName().parts())
                        .hasSize(depth(object.key().type())));
    }

    private static int depth(String type) {
        String parent = ContrailTypes.of(type).parent();
        return parent.equals(ContrailType.ROOT) ? 1 : 1 + depth(parent);
    }

    @Test
    void whatIsNeededIsDeletedLater() {
        assertThat(everything()).allSatisfy(object -> object.type()
                .parentOf(object.key().fqName())
                .ifPresent(parent -> assertThat(ContrailTypes.of(parent.type()).rank())
                        .isLessThan(object.type().rank())));
    }

    @Test
    void whatStandsInTheWayOfADeletionIsTiedAsTheSchemaSays() {
        assertThat(ContrailTypes.all())
                .allSatisfy(type -> assertThat(type.ties()).allSatisfy(tie -> {
                    JsonNode tied = SCHEMA.type(tie.type());
                    if (tie.kind() == Tie.Kind.CHILD) {
                        assertThat(tied.path("parents"))
                                .extracting(JsonNode::asText)
                                .contains(type.name());
                    } else {
                        assertThat(tied.at("/refs/" + type.refField() + "/to").asText())
                                .isEqualTo(type.name());
                    }
                }));
    }

    @Test
    void tagsOfIngressesAloneAreTakenOffTheInterfacesOfOthers() {
        ContrailType tag = ContrailTypes.of(ContrailTypes.TAG);
        assertThat(tag.tiesOf(FqName.of("ingress=k8s-shop-edge")))
                .extracting(Tie::field)
                .containsExactly("virtual_machine_interface_back_refs");
        assertThat(tag.tiesOf(FqName.of("tier=web"))).isEmpty();
        assertThat(ContrailTypes.of(ContrailTypes.INSTANCE_IP).tiesOf(FqName.of("ip")))
                .extracting(Tie::field)
                .containsExactly("floating_ips");
    }

    @Test
    void fieldsAreSpelledAsJsonSpellsThem() {
        assertThat(ContrailTypes.of("virtual-network").refField()).isEqualTo("virtual_network_refs");
        assertThat(ContrailTypes.of("tag").shared()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContrailTypes.of("virtual_network"))
                .withMessageContaining("unknown Contrail type 'virtual_network'");
    }
}
