package io.contrailkube.core.plan;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.SharedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
    private static final ObjectKey A = ObjectKey.of("network-policy", "d", "p", "a");
    private static final ObjectKey B = ObjectKey.of("network-policy", "d", "p", "b");
    private static final ObjectKey IPAM = ObjectKey.of("network-ipam", "d", "p", "i");
    private static final String REF_A = "{to: ['d','p','a'], uuid: 'ua', attr: {sequence: {major: 0, minor: 0}}}";
    private static final String REF_B = "{to: ['d','p','b'], uuid: 'ub', attr: null}";

    private static ContrailObject wanted(UnaryOperator<ContrailObjectBuilder> mentions) {
        return mentions.apply(ContrailObject.builder("virtual-network", FqName.of("d", "p", "n")))
                .build();
    }

    private static Difference between(ContrailObject desired, String actual, String... released) {
        return Difference.between(desired, json(actual), Set.of(released));
    }

    @Nested
    class Properties {
        /** What is wanted of property `x`, what stands, and what has to be written ("-" for nothing). */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "1                     | 1                          | -",
                    "1                     | '1'                        | -",
                    "'1'                   | 1                          | -",
                    "1                     | 2                          | 1",
                    "1                     | null                       | 1",
                    "true                  | true                       | -",
                    "true                  | 'true'                     | -",
                    "false                 | true                       | false",
                    "false                 | null                       | false",
                    "'a'                   | 'A'                        | 'a'",
                    "null                  | null                       | -",
                    "null                  | {}                         | -",
                    "null                  | []                         | -",
                    "null                  | 'a'                        | null",
                    "{}                    | null                       | -",
                    "[]                    | null                       | -",
                    "[]                    | {}                         | -",
                    "[]                    | [1]                        | []",
                    "{a: 1}                | {a: 1, b: 2}               | -",
                    "{a: 1}                | {a: 2, b: 2}               | {a: 1, b: 2}",
                    "{a: 1}                | {b: 2}                     | {b: 2, a: 1}",
                    "{a: 1}                | null                       | {a: 1}",
                    "{a: 1}                | 'text'                     | {a: 1}",
                    "{a: {c: 1}}           | {a: {c: 1, d: 2}, b: 2}    | -",
                    "{a: {c: 1}}           | {a: {c: 3, d: 2}, b: 2}    | {a: {c: 1, d: 2}, b: 2}",
                    "{a: null}             | {a: 1}                     | {a: null}",
                    "{a: 1}                | {a: '1', b: 2}             | {a: 1, b: 2}",
                    "{a: '1'}              | {a: 1}                     | -",
                    "{a: []}               | {}                         | -",
                    "[1, 2]                | [1, 2]                     | -",
                    "[1, 2]                | ['1', '2']                 | -",
                    "[1, 2]                | [2, 1]                     | [1, 2]",
                    "[1, 2]                | [1]                        | [1, 2]",
                    "[1]                   | [1, 2]                     | [1]",
                    "[{a: 1}]              | [{a: 1, b: 2}]             | -",
                    "[{a: 1}]              | [{a: 2, b: 2}]             | [{a: 1}]",
                    "'a'                   | {a: 1}                     | 'a'",
                })
        void areComparedByWhatIsMentioned(String wanted, String stands, String write) {
            ContrailObject desired = wanted(builder -> builder.property("x", json(wanted)));
            Difference difference = between(desired, "{x: " + stands + ", other: 1}");
            if (write.equals("-")) {
                assertThat(difference.isEmpty()).isTrue();
            } else {
                assertThat(difference.properties()).isEqualTo(object("{x: " + write + "}"));
                assertThat(difference.isEmpty()).isFalse();
            }
        }

        /** What is wanted of the fixed property `x`, what stands, and whether that is another thing. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "'10.0.0.1' | '10.0.0.1'         | false",
                    "'10.0.0.1' | '10.0.0.2'         | true",
                    "'10.0.0.1' | null               | true",
                    "{vlan: 3}  | {vlan: '3', b: 1}  | false",
                    "{vlan: 3}  | {vlan: 4}          | true",
                    "null       | null               | false",
                    "null       | 'a'                | true",
                })
        void thatCannotChangeAreReportedAndNotWritten(String wanted, String stands, boolean differs) {
            ContrailObject desired =
                    wanted(builder -> builder.property("x", json(wanted)).fixed("x"));
            Difference difference = between(desired, "{x: " + stands + "}");
            assertThat(difference.fixed().contains("x")).isEqualTo(differs);
            assertThat(difference.properties()).isEmpty();
        }

        @Test
        void thatCannotChangeAndAreNotMentionedAreTheServers() {
            ContrailObject desired = wanted(builder -> builder.fixed("x"));
            assertThat(between(desired, "{x: 'chosen by the server'}").isEmpty())
                    .isTrue();
        }

        @Test
        void ownerIsNotCompared() {
            ContrailObject desired = wanted(builder -> builder.owner(A));
            assertThat(between(desired, "{perms2: {owner: 'somebody'}}").isEmpty())
                    .isTrue();
        }

        @Test
        void nothingThatWasReadIsChanged() {
            ObjectNode actual = object("{x: {a: 2, b: 2}, annotations: {key_value_pair: [{key: 'k', value: 'old'}]}}");
            ObjectNode before = actual.deepCopy();
            ContrailObject desired =
                    wanted(builder -> builder.property("x", json("{a: 1}")).annotations(Map.of("k", "new", "l", "1")));
            assertThat(Difference.between(desired, actual, Set.of("annotations/k"))
                            .isEmpty())
                    .isFalse();
            assertThat(actual).isEqualTo(before);
        }
    }

    @Nested
    class SharedLists {
        private static final String FOREIGN = "{key: 'theirs', value: 'x'}";

        @Test
        void annotationsOfOthersAreKept() {
            ContrailObject desired = wanted(builder -> builder.annotations(Map.of("ours", "1")));
            Difference difference = between(desired, "{annotations: {key_value_pair: [" + FOREIGN + "]}}");
            assertThat(difference.properties())
                    .isEqualTo(object("{annotations: {key_value_pair: [" + FOREIGN + ", {key: 'ours', value: '1'}]}}"));
        }

        @Test
        void anAnnotationOfOursIsCorrectedInItsPlace() {
            ContrailObject desired = wanted(builder -> builder.annotations(Map.of("ours", "1")));
            Difference difference =
                    between(desired, "{annotations: {key_value_pair: [{key: 'ours', value: '2'}, " + FOREIGN + "]}}");
            assertThat(difference.properties().at("/annotations/key_value_pair"))
                    .isEqualTo(json("[{key: 'ours', value: '1'}, " + FOREIGN + "]"));
        }

        @Test
        void aSecondCopyOfOursGoes() {
            ContrailObject desired = wanted(builder -> builder.annotations(Map.of("ours", "1")));
            String ours = "{key: 'ours', value: '1'}";
            Difference difference =
                    between(desired, "{annotations: {key_value_pair: [" + ours + ", " + FOREIGN + ", " + ours + "]}}");
            assertThat(difference.properties().at("/annotations/key_value_pair"))
                    .isEqualTo(json("[" + ours + ", " + FOREIGN + "]"));
        }

        @Test
        void theSameListIsNoDifference() {
            ContrailObject desired = wanted(builder -> builder.annotations(Map.of("a", "1", "b", "2")));
            assertThat(between(
                                    desired,
                                    "{annotations: {key_value_pair: [" + FOREIGN
                                            + ", {key: 'b', value: '2'}, {key: 'a', value: '1'}]}}",
                                    "annotations/gone")
                            .isEmpty())
                    .isTrue();
        }

        @Test
        void whatIsReleasedGoesAndOnlyThat() {
            Difference difference = between(
                    wanted(builder -> builder),
                    "{perms2: {owner: 'o', share: [{tenant: 'ours', tenant_access: 4}, {tenant: 'theirs'}]}}",
                    "perms2/ours");
            assertThat(difference.properties())
                    .isEqualTo(object("{perms2: {owner: 'o', share: [{tenant: 'theirs'}]}}"));
        }

        @Test
        void anElementReleasedAndWantedStays() {
            ContrailObject desired = wanted(builder -> builder.annotations(Map.of("ours", "1")));
            assertThat(between(
                                    desired,
                                    "{annotations: {key_value_pair: [{key: 'ours', value: '1'}]}}",
                                    "annotations/ours")
                            .isEmpty())
                    .isTrue();
        }

        @Test
        @Spec("API-106")
        void fieldsThatTheServerAddsToASubnetAreKeptAndSentBack() {
            ContrailObject desired = wanted(builder -> builder.entry(SharedList.IPAM_SUBNETS, subnet("10.0.0.0"))
                    .entry(SharedList.IPAM_SUBNETS, subnet("10.1.0.0")));
            String stored =
                    "{subnet: {ip_prefix: '10.0.0.0', ip_prefix_len: '16'}, subnet_uuid: 's', default_gateway: 'g'}";
            assertThat(between(desired, "{ipam_subnets: {subnets: [" + stored + "]}}")
                            .properties())
                    .isEqualTo(object("{ipam_subnets: {subnets: [" + stored.replace("'16'", "16")
                            + ", {subnet: {ip_prefix: '10.1.0.0', ip_prefix_len: 16}}]}}"));
        }

        @Test
        @Spec("CL-11")
        void aCountBesideTheRangeGoes() {
            String range = "port_range: {start_port: 1, end_port: 9}";
            ContrailObject desired = wanted(builder ->
                    builder.entry(SharedList.PORT_TRANSLATION_POOLS, object("{protocol: 'tcp', " + range + "}")));
            String pools = "{port_translation_pools: {port_translation_pool: [{protocol: 'tcp', %s, port_count: %s}]}}";
            assertThat(between(desired, pools.formatted(range, "'9'"))
                            .properties()
                            .at("/port_translation_pools/port_translation_pool/0"))
                    .isEqualTo(json("{protocol: 'tcp', " + range + "}"));
            assertThat(between(desired, pools.formatted(range, "null")).isEmpty())
                    .isTrue();
        }

        @Test
        @Spec("CL-20")
        void aNumberAndItsTextAreTheSameElement() {
            ContrailObject desired = wanted(builder -> builder.entry(
                    SharedList.FLOW_AGING_TIMEOUTS, object("{protocol: 'tcp', port: 8082, timeout_in_seconds: 9}")));
            assertThat(between(
                                    desired,
                                    "{flow_aging_timeout_list: {flow_aging_timeout: ["
                                            + "{protocol: 'tcp', port: '8082', timeout_in_seconds: '9'}]}}")
                            .isEmpty())
                    .isTrue();
        }

        @Test
        @Spec("CL-27")
        void linkLocalEntriesOfOthersStay() {
            ContrailObject desired = wanted(builder -> builder.entry(
                    SharedList.LINK_LOCAL_SERVICES,
                    object("{linklocal_service_name: 'ours', linklocal_service_port: 443}")));
            String theirs = "{linklocal_service_name: 'theirs', linklocal_service_port: 80}";
            String stands = "{linklocal_services: {linklocal_service_entry: [" + theirs + "]}}";
            ObjectNode added = between(desired, stands).properties();
            assertThat(added.at("/linklocal_services/linklocal_service_entry"))
                    .hasSize(2)
                    .contains(json(theirs));
            assertThat(Difference.withdrawal(added, desired.claims()).properties())
                    .isEqualTo(object(stands));
        }

        @Test
        void aPropertyAndEntriesOfOneListGoTogether() {
            ContrailObject desired = wanted(builder -> builder.property("perms2", json("{global_access: 5}"))
                    .entry(SharedList.PERMISSION_SHARES, object("{tenant: 't', tenant_access: 4}")));
            assertThat(between(desired, "{perms2: {owner: 'o', global_access: 0}}")
                            .properties())
                    .isEqualTo(object(
                            "{perms2: {owner: 'o', global_access: 5, share: [{tenant: 't', tenant_access: 4}]}}"));
        }

        private static ObjectNode subnet(String prefix) {
            return object("{subnet: {ip_prefix: '" + prefix + "', ip_prefix_len: 16}}");
        }
    }

    @Nested
    class References {
        private static final String SEQUENCE = "{sequence: {major: 0, minor: 0}}";

        private static ContrailObject referring() {
            return wanted(builder -> builder.reference("network_policy_refs", A, json(SEQUENCE))
                    .reference("network_policy_refs", B, null));
        }

        @Test
        void thatStandAreNoDifference() {
            assertThat(between(referring(), "{network_policy_refs: [" + REF_B + ", " + REF_A + "]}")
                            .isEmpty())
                    .isTrue();
        }

        @Test
        void thatAreMissingAreAddedOneByOne() {
            Difference difference = between(referring(), "{network_policy_refs: [" + REF_B + "]}");
            assertThat(difference.added()).extracting(Reference::to).containsExactly(A);
            assertThat(difference.properties()).isEmpty();
            assertThat(difference.lists()).isEmpty();
        }

        @Test
        void withAnotherAttributeAreWrittenAgain() {
            Difference difference = between(
                    referring(),
                    "{network_policy_refs: [" + REF_A.replace("major: 0", "major: 7") + ", " + REF_B + "]}");
            assertThat(difference.added()).extracting(Reference::to).containsExactly(A);
        }

        @Test
        void withMoreInTheAttributeStand() {
            assertThat(between(
                                    referring(),
                                    "{network_policy_refs: ["
                                            + REF_A.replace("attr: {", "attr: {timer: null, extra: 1, ") + ", " + REF_B
                                            + "]}")
                            .isEmpty())
                    .isTrue();
        }

        @Test
        void ofOthersStayUnlessReleased() {
            ContrailObject desired = wanted(builder -> builder.reference("network_policy_refs", A, json(SEQUENCE)));
            String both = "{network_policy_refs: [" + REF_A + ", " + REF_B + "]}";
            assertThat(between(desired, both).isEmpty()).isTrue();
            assertThat(between(desired, both, "network_policy_refs/d:p:b", "network_policy_refs/d:p:gone")
                            .removed())
                    .containsExactly(new Difference.Removed("network_policy_refs", B.fqName(), "ub"));
        }

        @Test
        void inAFieldThatIsOursAreReplacedAsAList() {
            ContrailObject desired = wanted(builder ->
                    builder.reference("network_policy_refs", A, json(SEQUENCE)).whole("network_policy_refs"));
            Difference difference = between(desired, "{network_policy_refs: [" + REF_A + ", " + REF_B + "]}");
            assertThat(difference.lists()).containsOnlyKeys("network_policy_refs");
            assertThat(difference.lists().get("network_policy_refs"))
                    .extracting(Reference::to)
                    .containsExactly(A);
            assertThat(difference.added()).isEmpty();
            assertThat(between(desired, "{network_policy_refs: [" + REF_A + "]}")
                            .isEmpty())
                    .isTrue();
        }

        @Test
        void inAFieldThatIsOursAndEmptyAreAllRemoved() {
            ContrailObject desired = wanted(builder -> builder.whole("network_policy_refs"));
            assertThat(between(desired, "{network_policy_refs: [" + REF_A + "]}")
                            .lists())
                    .containsEntry("network_policy_refs", List.of());
            assertThat(between(desired, "{}").isEmpty()).isTrue();
        }

        @Test
        void thatCannotChangeAreReportedAndNotWritten() {
            ContrailObject desired =
                    wanted(builder -> builder.reference("network_ipam_refs", IPAM, json("{ipam_subnets: []}"))
                            .whole("network_ipam_refs")
                            .fixed("network_ipam_refs")
                            .fixed("virtual_network_refs"));
            Difference other = between(desired, "{network_ipam_refs: [{to: ['d','p','j'], uuid: 'j', attr: null}]}");
            assertThat(other.fixed()).containsExactly("network_ipam_refs");
            assertThat(other.lists()).isEmpty();
            assertThat(other.added()).isEmpty();
            Difference provider = between(
                    desired,
                    "{network_ipam_refs: [{to: ['d','p','i'], attr: {ipam_subnets: [{subnet_uuid: 's'}]}}],"
                            + "virtual_network_refs: [{to: ['d','p','fabric']}]}");
            assertThat(provider.fixed()).containsExactly("virtual_network_refs");
            assertThat(between(desired, "{network_ipam_refs: [{to: ['d','p','i'], attr: {ipam_subnets: [1]}}]}")
                            .isEmpty())
                    .as("attributes of fixed references are the server's")
                    .isTrue();
        }

        @Test
        void backReferencesAndWhatOnlyLooksAlikeAreLeftAlone() {
            assertThat(Difference.withdrawal(
                                    json("{network_policy_back_refs: [" + REF_A + "], some_refs: 'text'}"),
                                    Set.of("network_policy_refs/d:p:a"))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void withdrawalTakesBackEveryKindOfClaimAndNothingElse() {
        Difference difference = Difference.withdrawal(
                json(
                        "{network_policy_refs: [" + REF_A + ", " + REF_B + "], x: 1,"
                                + "annotations: {key_value_pair: [{key: 'owner', value: 'k8s'}, {key: 'theirs', value: '1'}]}}"),
                Set.of("network_policy_refs/d:p:a", "annotations/owner"));
        assertThat(difference.removed()).extracting(Difference.Removed::uuid).containsExactly("ua");
        assertThat(difference.properties())
                .isEqualTo(object("{annotations: {key_value_pair: [{key: 'theirs', value: '1'}]}}"));
    }
}
