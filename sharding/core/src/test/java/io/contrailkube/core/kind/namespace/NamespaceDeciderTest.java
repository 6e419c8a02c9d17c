package io.contrailkube.core.kind.namespace;

import static io.contrailkube.core.testing.DesiredObjects.decided;
import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.testing.NamespaceBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 01 sections 5.1, 5.3, 5.6 and 5.7 as tables; `-` stands for an annotation that is not there. */
class NamespaceDeciderTest {
    private static final NamespaceState NEW = NamespaceState.EMPTY;

    private static NamespaceState before(boolean isolated, @Nullable Boolean forwarding) {
        return new NamespaceState("u", isolated, forwarding, Ledger.EMPTY);
    }

    private static NamespaceSettings decide(NamespaceBuilder namespace, NamespaceState before) {
        return NamespaceDecider.settings(namespace.fact(), before, settings().build());
    }

    private static NamespaceBuilder annotated(String name, String isolation, String forwarding, String snat) {
        NamespaceBuilder namespace = namespace(name);
        namespace = isolation.equals("-") ? namespace : namespace.isolation(isolation);
        namespace =
                forwarding.equals("-") ? namespace : namespace.annotation(NamespaceAnnotations.FORWARDING, forwarding);
        return snat.equals("-") ? namespace : namespace.annotation(NamespaceAnnotations.SNAT, snat);
    }

    @ParameterizedTest
    @CsvSource({
        "-, false, false, ''",
        "true, false, true, ''",
        "TRUE, false, true, ''",
        "' True ', false, true, ''",
        "false, false, false, ''",
        "yes, false, false, InvalidAnnotation",
        "1, false, false, InvalidAnnotation",
        "'', false, false, InvalidAnnotation",
        "-, true, true, IsolationKept",
        "false, true, true, IsolationKept",
        "true, true, true, ''",
    })
    @Spec({"NS-7", "NS-9"})
    void isolation(String annotation, boolean before, boolean isolated, String event) {
        NamespaceSettings decided = decide(annotated("ns1", annotation, "-", "-"), before(before, null));
        assertThat(decided.isolated()).isEqualTo(isolated);
        assertThat(String.join(",", reasons(decided.problems()))).isEqualTo(event);
    }

    /** Annotation of an isolated namespace, global option, value fixed before; forwarding and Event. */
    @ParameterizedTest
    @CsvSource({
        "-, false, -, false, ''",
        "-, true, -, true, ''",
        "true, false, -, true, ''",
        "false, true, -, false, ''",
        "TRUE, false, -, true, ''",
        "maybe, true, -, true, InvalidAnnotation",
        "true, false, false, false, ForwardingImmutable",
        "false, false, true, true, ForwardingImmutable",
        "-, false, true, true, ForwardingImmutable",
        "-, true, false, false, ForwardingImmutable",
        "true, false, true, true, ''",
        "-, true, true, true, ''",
    })
    @Spec({"NS-11", "NS-13", "NS-14", "NS-17"})
    void forwarding(String annotation, boolean global, String fixed, boolean forwarding, String event) {
        Boolean before = fixed.equals("-") ? null : Boolean.valueOf(fixed);
        NamespaceSettings decided = NamespaceDecider.settings(
                annotated("ns1", "true", annotation, "-").fact(),
                before(true, before),
                settings().forwarding(global).build());
        assertThat(decided.forwarding()).isEqualTo(forwarding);
        assertThat(String.join(",", reasons(decided.problems()))).isEqualTo(event);
    }

    /** Annotation of an isolated namespace, global option, forwarding; SNAT and Event. */
    @ParameterizedTest
    @CsvSource({
        "-, false, false, false, ''",
        "-, true, false, true, ''",
        "true, false, false, true, ''",
        "false, true, false, false, ''",
        "perhaps, true, false, true, InvalidAnnotation",
        "true, false, true, false, AnnotationIgnored",
        "-, true, true, false, ''",
        "false, true, true, false, ''",
    })
    @Spec({"NS-12", "NS-15", "NS-16"})
    void snat(String annotation, boolean global, boolean forwarding, boolean snat, String event) {
        NamespaceSettings decided = NamespaceDecider.settings(
                annotated("ns1", "true", String.valueOf(forwarding), annotation).fact(),
                NEW,
                settings().snat(global).build());
        assertThat(decided.snat()).isEqualTo(snat);
        assertThat(String.join(",", reasons(decided.problems()))).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({
        "ns1, -, true, -, AnnotationIgnored",
        "ns1, -, false, -, AnnotationIgnored",
        "ns1, -, -, true, AnnotationIgnored",
        "ns1, false, true, true, 'AnnotationIgnored,AnnotationIgnored'",
        "default, true, -, -, AnnotationIgnored",
        "default, -, true, -, AnnotationIgnored",
        "default, -, -, true, ''",
        "default, -, -, -, ''",
    })
    @Spec({"NS-19", "NS-20"})
    void whatHasNoEffectIsSaid(String name, String isolation, String forwarding, String snat, String events) {
        NamespaceSettings decided = decide(annotated(name, isolation, forwarding, snat), NEW);
        assertThat(decided.isolated()).isFalse();
        assertThat(decided.forwarding()).isFalse();
        assertThat(String.join(",", reasons(decided.problems()))).isEqualTo(events);
    }

    @Test
    @Spec("NS-18")
    void namespaceDefaultHandsItsSnatAnnotationOn() {
        assertThat(decide(namespace("default").snat(true), NEW).snatAnnotation())
                .isTrue();
        assertThat(decide(namespace("default").snat(false), NEW).snatAnnotation())
                .isFalse();
        assertThat(decide(namespace("default"), NEW).snatAnnotation()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"domain\":\"d\",\"project\":\"p\",\"name\":\"n\"} | true",
                "{'domain':'d','project':'p','name':'n'}             | true",
                "{'domain':'d','project':'p','name':'n','more':'x'}  | true",
                "{bad                                                | false",
                "``                                                  | false",
                "'blue'                                              | false",
                "{'domain':'d','project':'p'}                        | false",
                "{'domain':'d','project':'p','name':''}              | false",
            })
    @Spec({"NS-21", "NS-22", "NS-24", "NS-25"})
    void aNetworkIsUsedOrItsPodsWait(String annotation, boolean valid) {
        NamespaceSettings decided = decide(namespace("ns1").isolated().network(annotation), NEW);
        assertThat(decided.isolated()).as("what does not depend on it").isTrue();
        assertThat(decided.networkInvalid()).isEqualTo(!valid);
        assertThat(decided.network() == null).isEqualTo(!valid);
        if (valid) {
            assertThat(decided.network()).hasToString("virtual-network|d:p:n");
            assertThat(decided.problems()).isEmpty();
        } else {
            assertThat(reasons(decided.problems())).containsExactly("InvalidAnnotation");
            assertThat(decided.problems().get(0).message())
                    .contains("opencontrail.org/network", "write it as {\"domain\":\"...\"");
        }
    }

    @Test
    @Spec("NS-27")
    void aCorrectedNetworkIsUsed() {
        NamespaceBuilder corrected = namespace("ns1").network("{'domain':'d','project':'p','name':'n'}");
        assertThat(decide(corrected, before(false, null)).networkInvalid()).isFalse();
        assertThat(decide(corrected.without(NamespaceAnnotations.NETWORK), before(false, null))
                        .network())
                .isNull();
    }

    @Test
    @Spec("NS-26")
    void floatingIpPools() {
        assertThat(decide(
                                namespace("ns1")
                                        .annotation(
                                                NamespaceAnnotations.FIP_POOL,
                                                "{'domain':'d','project':'p','network':'n','name':'pool'}"),
                                NEW)
                        .fipPool())
                .isEqualTo(FqName.of("d", "p", "n", "pool"));
        NamespaceSettings malformed =
                decide(namespace("ns1").isolated().annotation(NamespaceAnnotations.FIP_POOL, "{'name':'pool'}"), NEW);
        assertThat(malformed.isolated()).isTrue();
        assertThat(malformed.fipPool()).isNull();
        assertThat(malformed.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("opencontrail.org/fip-pool", "key 'domain' is missing");
    }

    @Test
    @Spec("NS-45")
    void theOldServiceAnnotationHasNoEffect() {
        NamespaceBuilder namespace =
                namespace("ns1").isolated().annotation(NamespaceAnnotations.ISOLATION_SERVICE, "false");
        assertThat(reasons(decide(namespace, NEW).problems())).containsExactly("AnnotationIgnored");
        assertThat(decided(decide(namespace, NEW)))
                .isEqualTo(decided(decide(namespace("ns1").isolated(), NEW)));
    }

    @Test
    void everySettingInForceSaysWhy() {
        NamespaceSettings decided = decide(namespace("ns1").isolated().snat(true), NEW);
        assertThat(decided(decided))
                .containsEntry("isolation", "true")
                .containsEntry("ip_fabric_forwarding", "false")
                .containsEntry("ip_fabric_snat", "true");
        assertThat(decided.decided())
                .allSatisfy(one -> assertThat(one.because()).isNotBlank());
    }
}
