package io.contrailkube.core.kind.pod;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodKindTest {
    private final PodKind kind = new PodKind();

    private PodFact decode(String text) {
        return (PodFact) kind.decode(json(text)).orElseThrow();
    }

    @Test
    void keepsWhatMeansSomethingOfARunningPod() {
        assertThat(decode(Served.POD_1_33))
                .isEqualTo(new PodFact(
                        new ObjectId("Pod", "shop", "web-7c5ddbdf54-x2x9k", "pod-uid"),
                        new TreeMap<>(Map.of("app", "web", "pod-template-hash", "7c5ddbdf54")),
                        new TreeMap<>(
                                Map.of("k8s.v1.cni.cncf.io/networks", "a, ns2/b", "opencontrail.org/network", "{}")),
                        "node-1.example.com",
                        List.of("10.0.0.5", "fd00::5"),
                        new TreeSet<>(List.of(
                                new NamedPort(Protocol.TCP, "http", 8080),
                                new NamedPort(Protocol.TCP, "metrics", 9100),
                                new NamedPort(Protocol.TCP, "proxy", 15001))),
                        false,
                        List.of(
                                "spec.initContainers[0].ports[0].hostPort",
                                "spec.containers[0].ports[1].hostPort",
                                "metadata.annotations[kubernetes.io/egress-bandwidth]")));
    }

    @Test
    void knowsAPodBeforeKubeletHasSeenIt() {
        PodFact pod = decode(Served.POD_1_20);
        assertThat(pod.node()).isEqualTo("node-2");
        assertThat(pod.hostAddresses()).isEmpty();
        assertThat(pod.annotations()).isEmpty();
        assertThat(pod.ignored()).isEmpty();
    }

    @Test
    void knowsTheNamedPortsOfContainersThatRunAsLongAsThePod() {
        assertThat(decode(
                                """
                                {metadata: {name: 'p', namespace: 'n', uid: 'u'}, spec: {nodeName: 'node',
                                  initContainers: [
                                    {ports: [{name: 'prepares', containerPort: 1}]},
                                    {restartPolicy: 'OnFailure', ports: [{name: 'prepares', containerPort: 1}]},
                                    {restartPolicy: 'Always', ports: [{name: 'beside', containerPort: 1}]}],
                                  containers: [
                                    {ports: [{name: 'http', containerPort: 8080}, {name: 'http', containerPort: 80},
                                      {containerPort: 9}, {name: 'lost'}, {name: 'far', containerPort: 65536}]},
                                    {ports: [{name: 'dns', containerPort: 53, protocol: 'UDP'},
                                      {name: 'dns', containerPort: 53, protocol: 'SCTP'},
                                      {name: 'odd', containerPort: 1, protocol: 'ICMP'},
                                      {name: 'odd', containerPort: 1, protocol: 'tcp'}]},
                                    {ports: null}, {}]}}
                                """)
                        .ports())
                .containsExactly(
                        new NamedPort(Protocol.TCP, "beside", 1),
                        new NamedPort(Protocol.UDP, "dns", 53),
                        new NamedPort(Protocol.SCTP, "dns", 53),
                        new NamedPort(Protocol.TCP, "http", 80),
                        new NamedPort(Protocol.TCP, "http", 8080));
    }

    @Test
    @Spec("POD-3")
    void aPodOnTheNetworkOfItsNodeDoesNotCount() {
        ObjectNode pod = object(Served.POD_1_33);
        pod.withObject("/spec").put("hostNetwork", true);
        assertThat(kind.decode(pod)).isEmpty();
        pod.withObject("/spec").put("hostNetwork", false);
        assertThat(kind.decode(pod)).isPresent();
    }

    @Test
    void aPodWithoutNodeDoesNotCountYet() {
        ObjectNode pod = object(Served.POD_1_33);
        pod.withObject("/spec").remove("nodeName");
        assertThat(kind.decode(pod)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void knowsAPodThatHasStoppedForGood(String phase) {
        ObjectNode pod = object(Served.POD_1_33);
        assertThat(decode(pod.toString()).completed()).isFalse();
        pod.withObject("/status").put("phase", phase);
        assertThat(decode(pod.toString()).completed()).isTrue();
    }

    @Test
    void theLifeOfAPodIsNoChange() {
        ObjectNode pod = object(Served.POD_1_33);
        PodFact before = decode(pod.toString());
        pod.withObject("/metadata").put("resourceVersion", "2000");
        pod.withObject("/status").putArray("conditions");
        pod.withArray("/status/podIPs").removeAll();
        assertThat(decode(pod.toString())).isEqualTo(before);
    }

    @Test
    void textsThatRepeatAreKeptOnce() {
        PodFact one = decode(Served.POD_1_33);
        PodFact other = decode(Served.POD_1_33);
        assertThat(one.node()).isSameAs(other.node());
        assertThat(one.id().namespace()).isSameAs(other.id().namespace());
        assertThat(one.labels().firstKey()).isSameAs(other.labels().firstKey());
    }
}
