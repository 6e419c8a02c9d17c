package io.contrailkube.core.kind.endpoints;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Endpoint;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Group;
import io.contrailkube.core.kind.endpoints.EndpointsFact.Port;
import io.contrailkube.core.testing.Served;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsKindTest {
    private static final Group GROUP = new Group(
            List.of(new Port("http", "TCP", 8080)),
            List.of(
                    new Endpoint("10.47.255.249", "web-1-uid", "web-1", "node-1"),
                    new Endpoint("10.47.255.247", "web-3-uid", "web-3", "node-2")));

    private final EndpointsKind kind = new EndpointsKind();

    private EndpointsFact decode(String text) {
        return (EndpointsFact) kind.decode(json(text)).orElseThrow();
    }

    @Test
    @Spec("EP-32")
    void keepsTheReadyEndpointsOfASlice() {
        assertThat(decode(Served.SLICE_1_33))
                .isEqualTo(new EndpointsFact(
                        new ObjectId("EndpointSlice", "shop", "web-2xk7f", "slice-uid"),
                        "web",
                        "IPv4",
                        List.of(GROUP),
                        false));
    }

    @Test
    @Spec("EP-33")
    void endpointsSayTheSameAsSlices() {
        EndpointsFact slice = decode(Served.SLICE_1_33);
        assertThat(decode(Served.ENDPOINTS_1_20))
                .isEqualTo(new EndpointsFact(
                        new ObjectId("EndpointSlice", "shop", "web", "ep-uid"),
                        slice.service(),
                        slice.addressType(),
                        slice.groups(),
                        slice.truncated()));
    }

    @Test
    void everySubsetHasPortsOfItsOwn() {
        EndpointsFact endpoints = decode(
                """
                {metadata: {name: 'web', namespace: 'shop', uid: 'u'}, subsets: [
                  {addresses: [{ip: 'fd00::1'}], ports: [{port: 80, protocol: 'TCP'}]},
                  {addresses: [{ip: 'fd00::2'}], ports: [{port: 81, protocol: 'TCP'}]}]}
                """);
        assertThat(endpoints.addressType()).isEqualTo("IPv6");
        assertThat(endpoints.groups())
                .containsExactly(
                        new Group(List.of(new Port("", "TCP", 80)), List.of(new Endpoint("fd00::1", "", "", ""))),
                        new Group(List.of(new Port("", "TCP", 81)), List.of(new Endpoint("fd00::2", "", "", ""))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{metadata: {name: 'web', namespace: 'shop', uid: 'u'}, subsets: null}",
                "{metadata: {name: 'web', namespace: 'shop', uid: 'u'}}",
                "{metadata: {name: 'web-x', namespace: 'shop', uid: 'u', labels: {'kubernetes.io/service-name': 'web'}},"
                        + "addressType: 'IPv4', endpoints: null, ports: null}",
            })
    void emptyOnesHaveNoEndpoints(String text) {
        EndpointsFact fact = decode(text);
        assertThat(fact.service()).isEqualTo("web");
        assertThat(fact.groups())
                .allSatisfy(group -> assertThat(group.endpoints()).isEmpty());
    }

    @Test
    void slicesOfNamesAndOfNoServiceDoNotCount() {
        ObjectNode slice = object(Served.SLICE_1_33);
        slice.put("addressType", "FQDN");
        assertThat(kind.decode(slice)).isEmpty();
        slice.put("addressType", "IPv6");
        assertThat(kind.decode(slice)).isPresent();
        slice.withObject("/metadata/labels").remove("kubernetes.io/service-name");
        assertThat(kind.decode(slice)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-controller-manager", "kube-scheduler", "openshift-master-controllers"})
    void locksForLeaderElectionDoNotCount(String name) {
        ObjectNode endpoints = object(Served.ENDPOINTS_1_20);
        endpoints.withObject("/metadata").put("name", name);
        assertThat(kind.decode(endpoints)).isEmpty();
    }

    @Test
    void onlyATargetThatIsAPodIsOne() {
        ObjectNode slice = object(Served.SLICE_1_33);
        slice.withObject("/endpoints/0/targetRef").put("kind", "Node");
        assertThat(decode(slice.toString()).groups().get(0).endpoints())
                .first()
                .isEqualTo(new Endpoint("10.47.255.249", "", "", "node-1"));
    }

    @Test
    void knowsEndpointsThatWereCut() {
        ObjectNode endpoints = object(Served.ENDPOINTS_1_20);
        endpoints.withObject("/metadata/annotations").put("endpoints.kubernetes.io/over-capacity", "warning");
        assertThat(decode(endpoints.toString()).truncated()).isFalse();
        endpoints.withObject("/metadata/annotations").put("endpoints.kubernetes.io/over-capacity", "truncated");
        assertThat(decode(endpoints.toString()).truncated()).isTrue();
    }
}
