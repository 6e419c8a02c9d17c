package io.contrailkube.core.offline;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.endpoints.EndpointsFact;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Endpoint;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Port;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterControllersTest {
    private static ObjectNode service(String moreOfSpec) {
        ObjectNode service = object(
                """
                {kind: 'Service', metadata: {name: 'web', namespace: 'shop', uid: 'svc-uid', labels: {team: 'net'}},
                 spec: {selector: {app: 'web'}, clusterIP: '10.96.3.7',
                   ports: [{name: 'http', port: 80, targetPort: 'http', protocol: 'TCP'}]}}
                """);
        service.withObject("/spec").setAll(object(moreOfSpec));
        return service;
    }

    private static ObjectNode pod(String name, String address) {
        ObjectNode pod = object(
                """
                {kind: 'Pod', metadata: {namespace: 'shop', labels: {app: 'web', tier: 'front'}},
                 spec: {nodeName: 'node-1', containers: [{ports: [{name: 'http', containerPort: 8080, protocol: 'TCP'}]}]},
                 status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}}
                """);
        pod.withObject("/metadata").put("name", name).put("uid", name + "-uid");
        pod.withObject("/status")
                .put("podIP", address)
                .putArray("podIPs")
                .addObject()
                .put("ip", address);
        return pod;
    }

    private static ObjectNode changed(ObjectNode pod, String section, String fields) {
        pod.withObject(section).setAll(object(fields));
        return pod;
    }

    private static List<JsonNode> pods(int count) {
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(i -> pod("web-%04d".formatted(i), "10.32." + i / 250 + '.' + i % 250))
                .toList();
    }

    private static EndpointsFact fact(JsonNode endpoints) {
        return (EndpointsFact) new EndpointsKind().decode(endpoints).orElseThrow();
    }

    private static List<String> readyPods(JsonNode endpoints) {
        return fact(endpoints).groups().stream()
                .flatMap(group -> group.endpoints().stream())
                .map(Endpoint::pod)
                .toList();
    }

    private static JsonNode onlySlice(JsonNode service, JsonNode... pods) {
        List<JsonNode> slices = ClusterControllers.endpointSlices(service, List.of(pods));
        assertThat(slices).hasSize(1);
        return slices.get(0);
    }

    private static JsonNode endpoints(JsonNode service, JsonNode... pods) {
        return ClusterControllers.endpoints(service, List.of(pods)).orElseThrow();
    }

    @Test
    void makesASliceAsKubernetesDoes() {
        JsonNode slice = onlySlice(service("{}"), pod("web-1", "10.32.0.1"));
        String name = slice.at("/metadata/name").asText();
        assertThat(name).matches("web-[a-z0-9]{5}");
        ObjectNode expected = object(
                """
                {apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
                 metadata: {namespace: 'shop', generateName: 'web-',
                   labels: {team: 'net', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
                     'kubernetes.io/service-name': 'web'},
                   ownerReferences: [{apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'svc-uid', controller: true,
                     blockOwnerDeletion: true}]},
                 addressType: 'IPv4',
                 endpoints: [{addresses: ['10.32.0.1'], conditions: {ready: true, serving: true, terminating: false},
                   nodeName: 'node-1', targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'web-1-uid'}}],
                 ports: [{name: 'http', port: 8080, protocol: 'TCP'}]}
                """);
        expected.withObject("/metadata")
                .put("name", name)
                .put("uid", slice.at("/metadata/uid").asText());
        assertThat(slice).isEqualTo(expected);
    }

    @Test
    void makesEndpointsAsKubernetesDoes() {
        ObjectNode waiting = changed(pod("web-2", "10.32.0.2"), "/status", "{conditions: []}");
        JsonNode endpoints = endpoints(service("{}"), waiting, pod("web-1", "10.32.0.1"));
        ObjectNode expected = object(
                """
                {apiVersion: 'v1', kind: 'Endpoints', metadata: {name: 'web', namespace: 'shop', labels: {team: 'net'}},
                 subsets: [{
                   addresses: [{ip: '10.32.0.1', nodeName: 'node-1',
                     targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'web-1-uid'}}],
                   notReadyAddresses: [{ip: '10.32.0.2', nodeName: 'node-1',
                     targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-2', uid: 'web-2-uid'}}],
                   ports: [{name: 'http', port: 8080, protocol: 'TCP'}]}]}
                """);
        expected.withObject("/metadata")
                .put("uid", endpoints.at("/metadata/uid").asText());
        assertThat(endpoints).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata | namespace: 'other'",
                "/metadata | labels: {app: 'else'}",
                "/metadata | labels: {}",
                "/status | podIP: '', podIPs: []",
                "/status | podIP: null, podIPs: null",
                "/status | phase: 'Succeeded'",
                "/status | phase: 'Failed'",
            })
    void passesOverPodsThatDoNotServe(String section, String fields) {
        ObjectNode other = changed(pod("web-2", "10.32.0.2"), section, '{' + fields + '}');
        JsonNode one = pod("web-1", "10.32.0.1");
        assertThat(onlySlice(service("{}"), other, one)).isEqualTo(onlySlice(service("{}"), one));
        assertThat(endpoints(service("{}"), other, one)).isEqualTo(endpoints(service("{}"), one));
    }

    @Test
    void withoutSelectorEndpointsAreHandWork() {
        for (String spec : List.of("{selector: null}", "{selector: {}}", "{type: 'ExternalName'}")) {
            Collection<JsonNode> pods = List.of(pod("web-1", "10.32.0.1"));
            assertThat(ClusterControllers.endpointSlices(service(spec), pods)).isEmpty();
            assertThat(ClusterControllers.endpoints(service(spec), pods)).isEmpty();
        }
    }

    @Test
    void aServiceWithoutPodsHasEmptyEndpoints() {
        JsonNode slice = onlySlice(service("{}"));
        assertThat(slice.get("endpoints").isNull()).isTrue();
        assertThat(readyPods(slice)).isEmpty();
        assertThat(endpoints(service("{}")).has("subsets")).isFalse();
    }

    @Test
    void aPodThatIsNotReadyIsNotServedUnlessWished() {
        ObjectNode waiting =
                changed(pod("web-1", "10.32.0.1"), "/status", "{conditions: [{type: 'Ready', status: 'False'}]}");
        ObjectNode leaving = changed(pod("web-2", "10.32.0.2"), "/metadata", "{deletionTimestamp: 'now'}");
        assertThat(readyPods(onlySlice(service("{}"), waiting, leaving))).isEmpty();
        assertThat(onlySlice(service("{}"), leaving).at("/endpoints/0/conditions"))
                .isEqualTo(json("{ready: false, serving: true, terminating: true}"));
        assertThat(endpoints(service("{}"), leaving).has("subsets")).isFalse();

        ObjectNode wished = service("{publishNotReadyAddresses: true}");
        assertThat(readyPods(onlySlice(wished, waiting, leaving))).containsExactly("web-1", "web-2");
        assertThat(readyPods(endpoints(wished, waiting, leaving))).containsExactly("web-1", "web-2");
    }

    @Test
    void namedPortsThatDifferMakeSlicesOfTheirOwn() {
        ObjectNode other = changed(
                pod("web-2", "10.32.0.2"), "/spec", "{containers: [{ports: [{name: 'http', containerPort: 9090}]}]}");
        List<JsonNode> pods = List.of(pod("web-1", "10.32.0.1"), other, pod("web-3", "10.32.0.3"));
        List<JsonNode> slices = ClusterControllers.endpointSlices(service("{}"), pods);
        assertThat(slices)
                .extracting(slice -> slice.at("/ports/0/port").asInt())
                .containsExactly(8080, 9090);
        assertThat(slices)
                .extracting(ClusterControllersTest::readyPods)
                .containsExactly(List.of("web-1", "web-3"), List.of("web-2"));
        assertThat(slices).extracting(slice -> slice.at("/metadata/name")).doesNotHaveDuplicates();
        JsonNode endpoints = ClusterControllers.endpoints(service("{}"), pods).orElseThrow();
        assertThat(fact(endpoints).groups())
                .isEqualTo(slices.stream()
                        .flatMap(slice -> fact(slice).groups().stream())
                        .toList());
    }

    @Test
    void targetPortsAreFoundInAnyForm() {
        ObjectNode pod = changed(
                pod("web-1", "10.32.0.1"),
                "/spec",
                """
                {initContainers: [{ports: [{name: 'once', containerPort: 1}]},
                   {restartPolicy: 'Always', ports: [{name: 'side', containerPort: 2}]}],
                 containers: [{}, {ports: [{name: 'dns', containerPort: 5353, protocol: 'UDP'}]}]}
                """);
        ObjectNode service = service(
                """
                {ports: [{name: 'a', port: 80}, {name: 'b', port: 81, targetPort: 8081}, {name: 'c', port: 53,
                   targetPort: 'dns', protocol: 'UDP'}, {name: 'd', port: 54, targetPort: 'dns', protocol: 'TCP'},
                   {name: 'e', port: 82, targetPort: 'once'}, {name: 'f', port: 83, targetPort: 'side', appProtocol: 'h2c'}]}
                """);
        assertThat(fact(onlySlice(service, pod)).groups().get(0).ports())
                .containsExactly(
                        new Port("a", "TCP", 80),
                        new Port("b", "TCP", 8081),
                        new Port("c", "UDP", 5353),
                        new Port("f", "TCP", 2));
        assertThat(onlySlice(service, pod).at("/ports/3/appProtocol").asText()).isEqualTo("h2c");
    }

    @Test
    void aPodWithoutAnyOfThePortsIsNoBackend() {
        ObjectNode bare = changed(pod("web-1", "10.32.0.1"), "/spec", "{containers: [{}]}");
        assertThat(onlySlice(service("{}"), bare).path("ports")).isEmpty();
        assertThat(endpoints(service("{}"), bare).has("subsets")).isFalse();
        ObjectNode namesOnly = service("{clusterIP: 'None', ports: null}");
        assertThat(readyPods(endpoints(namesOnly, bare))).containsExactly("web-1");
    }

    @Test
    void bothFamiliesHaveSlicesOfTheirOwn() {
        ObjectNode dual = pod("web-1", "10.32.0.1");
        dual.withArray("/status/podIPs").addObject().put("ip", "fd00::1");
        ObjectNode service = service("{ipFamilies: ['IPv6', 'IPv4']}");
        List<JsonNode> slices = ClusterControllers.endpointSlices(service, List.of(dual, pod("web-2", "10.32.0.2")));
        assertThat(slices).extracting(slice -> fact(slice).addressType()).containsExactly("IPv6", "IPv4");
        assertThat(slices)
                .extracting(ClusterControllersTest::readyPods)
                .containsExactly(List.of("web-1"), List.of("web-1", "web-2"));
        // Endpoints know the first family only.
        assertThat(fact(endpoints(service, dual)).groups().get(0).endpoints())
                .extracting(Endpoint::address)
                .containsExactly("fd00::1");
    }

    @Test
    void podsOfAStatefulSetHaveNames() {
        ObjectNode service = service("{clusterIP: 'None'}");
        ObjectNode pod = changed(pod("web-0", "10.32.0.1"), "/spec", "{hostname: 'web-0', subdomain: 'web'}");
        JsonNode slice = onlySlice(service, pod);
        assertThat(slice.at("/endpoints/0/hostname").asText()).isEqualTo("web-0");
        assertThat(slice.at("/metadata/labels").has("service.kubernetes.io/headless"))
                .isTrue();
        assertThat(endpoints(service, pod).at("/subsets/0/addresses/0/hostname").asText())
                .isEqualTo("web-0");
    }

    @Test
    void slicesHoldWhatEndpointsCut() {
        List<JsonNode> pods = pods(1500);
        List<JsonNode> slices = ClusterControllers.endpointSlices(service("{}"), pods);
        assertThat(slices).hasSize(15).allSatisfy(slice -> assertThat(slice.path("endpoints"))
                .hasSize(100));
        assertThat(slices).extracting(slice -> slice.at("/metadata/name")).doesNotHaveDuplicates();
        assertThat(slices.stream().flatMap(slice -> readyPods(slice).stream()))
                .doesNotHaveDuplicates()
                .hasSize(1500);
        JsonNode endpoints = ClusterControllers.endpoints(service("{}"), pods).orElseThrow();
        assertThat(fact(endpoints).truncated()).isTrue();
        assertThat(readyPods(endpoints)).hasSize(1000);
        assertThat(fact(ClusterControllers.endpoints(service("{}"), pods(1000)).orElseThrow())
                        .truncated())
                .isFalse();
    }

    @Test
    void theOrderOfPodsDoesNotMatterAndNewOnesComeLast() {
        List<JsonNode> pods = new ArrayList<>(pods(120));
        List<JsonNode> slices = ClusterControllers.endpointSlices(service("{}"), pods);
        Collections.reverse(pods);
        assertThat(ClusterControllers.endpointSlices(service("{}"), pods)).isEqualTo(slices);
        pods.add(changed(pod("a-new-one", "10.99.0.1"), "/metadata", "{creationTimestamp: '2025-06-01T10:00:00Z'}"));
        List<JsonNode> after = ClusterControllers.endpointSlices(service("{}"), pods);
        assertThat(after.get(0)).isEqualTo(slices.get(0));
        assertThat(after.get(1).path("endpoints")).hasSize(21);
    }

    @Test
    void whatIsGivenIsLeftAsItIs() {
        ObjectNode service = service("{}");
        ObjectNode pod = pod("web-1", "10.32.0.1");
        onlySlice(service, pod);
        endpoints(service, pod);
        assertThat(service).isEqualTo(service("{}"));
        assertThat(pod).isEqualTo(pod("web-1", "10.32.0.1"));
    }
}
