package io.contrailkube.core.kind.namespace;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.namespace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.KubeFact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceKindTest {
    private final NamespaceKind kind = new NamespaceKind();

    private KubeFact decode(String text) {
        return kind.decode(json(text)).orElseThrow();
    }

    @Test
    @Spec("NS-40")
    void keepsOnlyWhatMeansSomething() {
        KubeFact fact = decode("{metadata: {name: 'ns1', uid: 'u', labels: {a: '1'}}}");
        assertThat(
                        decode(
                                "{metadata: {name: 'ns1', uid: 'u', labels: {a: '1'}, resourceVersion: '7', managedFields: [{}],"
                                        + "annotations: {'somebody.else/x': '1'}}, spec: {finalizers: []}, status: {phase: 'Active'}}"))
                .isEqualTo(fact);
    }

    @Test
    void knowsATerminatingNamespaceByEitherSign() {
        assertThat(((NamespaceFact) decode("{metadata: {name: 'a', uid: 'u', deletionTimestamp: 'now'}}"))
                        .terminating())
                .isTrue();
        assertThat(((NamespaceFact) decode("{metadata: {name: 'a', uid: 'u'}, status: {phase: 'Terminating'}}"))
                        .terminating())
                .isTrue();
        assertThat(namespace("a").fact().terminating()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{metadata: {name: 'a', uid: 'u', labels: null, annotations: null}}",
                "{metadata: {name: 'a', uid: 'u', labels: 'odd', annotations: 7}}",
                "{metadata: {name: 'a', uid: 'u', labels: {x: null}, annotations: {'opencontrail.org/isolation': {}}}}",
                "{metadata: {name: 'a', uid: 'u'}, status: []}",
            })
    void neverStumblesOverOddContent(String text) {
        assertThat(decode(text).id().name()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{metadata: {name: 'a'}}", "{metadata: {uid: 'u'}}", "[]", "null"})
    void refusesWhatHasNoIdentity(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> kind.decode(json(text)));
    }
}
