package io.contrailkube.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AsServedTest {
    private static AsServed served(String... manifests) {
        List<JsonNode> objects =
                java.util.Arrays.stream(manifests).map(Objects::json).toList();
        return AsServed.of(
                objects, "10.32.0.0/29", Set.of(IpAddress.parse("10.32.0.6").orElseThrow()));
    }

    @Test
    void namespacesAreThereAndBearTheirNames() {
        KubernetesOracle oracle = KubernetesOracle.of(served(
                        "{kind: 'Pod', metadata: {name: 'a', namespace: 'web'}}",
                        "{kind: 'Pod', metadata: {name: 'b'}}",
                        "{kind: 'NetworkPolicy', metadata: {name: 'p', namespace: 'web'}, spec: {ingress: [{from:"
                                + " [{namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': 'default'}}}]}]}}")
                .objects());

        assertThat(oracle.decide(Party.parse("default/b"), Party.parse("web/a"), Traffic.tcp(1))
                        .allowed())
                .isTrue();
        assertThat(oracle.decide(Party.parse("web/a"), Party.parse("default/b"), Traffic.tcp(1))
                        .allowed())
                .isTrue();
    }

    @Test
    void everyPodHasAnAddressOfItsOwn() {
        AsServed served = served(
                "{kind: 'Pod', metadata: {name: 'a'}}",
                "{kind: 'Pod', metadata: {name: 'b'}, status: {podIP: '10.32.0.5'}}",
                "{kind: 'Pod', metadata: {name: 'c'}, spec: {hostNetwork: true, nodeName: 'n'}}",
                "{kind: 'Pod', metadata: {name: 'd'}, spec: {hostNetwork: true, nodeName: 'n'}}",
                "{kind: 'Pod', metadata: {name: 'e'}, spec: {hostNetwork: true}}",
                "{kind: 'Pod', metadata: {name: 'f'}, status: {phase: 'Failed'}}");

        assertThat(KubernetesOracle.of(served.objects()).addresses().toString())
                .isEqualTo("{default/a=[10.32.0.4], default/b=[10.32.0.5], default/c=[198.19.255.254],"
                        + " default/d=[198.19.255.254], default/e=[198.19.255.253]}");
        assertThat(served.madeUp()).extracting(Party.Pod::name).containsExactly("a", "c", "d", "e");
    }

    @Test
    void ofTwoObjectsOfOneNameTheLaterCounts() {
        AsServed served = served(
                "{kind: 'Pod', metadata: {name: 'a'}, status: {podIP: '10.32.0.1'}}",
                "{kind: 'Pod', metadata: {name: 'a', namespace: 'default'}, status: {podIP: '10.32.0.2'}}");

        assertThat(KubernetesOracle.of(served.objects()).addresses().toString()).isEqualTo("{default/a=[10.32.0.2]}");
    }

    @Test
    void whereThereAreTooManyPodsItIsSaid() {
        String[] pods = new String[6];
        for (int i = 0; i < pods.length; i++) {
            pods[i] = "{kind: 'Pod', metadata: {name: 'p" + i + "'}}";
        }
        assertThatThrownBy(() -> served(pods))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("than there are addresses in 10.32.0.0/29; write");
    }
}
