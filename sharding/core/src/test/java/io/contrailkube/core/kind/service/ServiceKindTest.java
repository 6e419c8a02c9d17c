package io.contrailkube.core.kind.service;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.service.ServiceFact.Exposure;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceKindTest {
    private final ServiceKind kind = new ServiceKind();

    private ServiceFact decode(String text) {
        return (ServiceFact) kind.decode(json(text)).orElseThrow();
    }

    /** The spec of a plain service with some fields more. */
    private ServiceFact with(String fields) {
        ObjectNode service = object(Served.SERVICE_1_20);
        service.withObject("/spec").setAll(object(fields));
        return decode(service.toString());
    }

    @Test
    void keepsWhatMeansSomething() {
        assertThat(decode(Served.SERVICE_1_33))
                .isEqualTo(new ServiceFact(
                        new ObjectId("Service", "shop", "web", "svc-uid"),
                        new TreeMap<>(Map.of("opencontrail.org/fip-pool", "{}")),
                        "2025-06-01T10:00:01Z",
                        Type.LOAD_BALANCER,
                        new ServiceFact.Addresses(List.of("10.96.3.7", "fd00:96::7"), false, List.of("203.0.113.7")),
                        true,
                        List.of(new Port("http", "TCP", 80), new Port("dns", "UDP", 53)),
                        new Exposure("203.0.113.7", List.of("203.0.113.9"), "opencontrail.org/fip"),
                        List.of(
                                "spec.externalTrafficPolicy",
                                "spec.internalTrafficPolicy",
                                "spec.sessionAffinity",
                                "spec.loadBalancerSourceRanges",
                                "spec.trafficDistribution",
                                "metadata.annotations[service.beta.kubernetes.io/aws-load-balancer-type]")));
    }

    @Test
    void readsTheSingleAddressOfOlderServers() {
        ServiceFact service = decode(Served.SERVICE_1_20);
        assertThat(service.type()).isEqualTo(Type.CLUSTER_IP);
        assertThat(service.clusterIps()).containsExactly("10.96.9.9");
        assertThat(service.ports()).containsExactly(new Port("", "TCP", 5432));
        assertThat(service.exposure()).isEqualTo(new Exposure("", List.of(), ""));
        assertThat(service.ignored()).isEmpty();
    }

    @Test
    void whatAServerFillsInIsNotIgnored() {
        assertThat(with("{sessionAffinity: 'None', externalTrafficPolicy: 'Cluster', internalTrafficPolicy: 'Cluster',"
                                + "publishNotReadyAddresses: true, allocateLoadBalancerNodePorts: true,"
                                + "loadBalancerSourceRanges: [], trafficDistribution: ''}")
                        .ignored())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sessionAffinity: 'ClientIP' | spec.sessionAffinity",
                "externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 | spec.externalTrafficPolicy",
                "internalTrafficPolicy: 'Local' | spec.internalTrafficPolicy",
                "loadBalancerSourceRanges: ['10.0.0.0/8'] | spec.loadBalancerSourceRanges",
                "trafficDistribution: 'PreferClose' | spec.trafficDistribution",
            })
    void saysOnceWhatIsIgnored(String fields, String path) {
        assertThat(with('{' + fields + '}').ignored()).containsExactly(path);
    }

    @Test
    void aHeadlessServiceHasNoAddress() {
        ServiceFact service = with("{clusterIP: 'None', clusterIPs: ['None'], sessionAffinity: 'ClientIP'}");
        assertThat(service.headless()).isTrue();
        assertThat(service.clusterIps()).isEmpty();
        assertThat(service.ignored()).isEmpty();
    }

    @Test
    void anExternalNameHasNoAddress() {
        ServiceFact service = with("{type: 'ExternalName', externalName: 'db.example.com', ports: null}");
        assertThat(service.type()).isEqualTo(Type.EXTERNAL_NAME);
        assertThat(service.clusterIps()).isEmpty();
        assertThat(service.ports()).isEmpty();
    }

    @Test
    @Spec("FAB-3")
    void theNodePortIsNoChange() {
        String spec = "{type: 'NodePort', ports: [{port: 80, nodePort: 30080, protocol: 'TCP', targetPort: 8080}]}";
        assertThat(with(spec.replace("30080", "30090"))).isEqualTo(with(spec));
        assertThat(with(spec).type()).isEqualTo(Type.NODE_PORT);
    }

    @Test
    void toleratesHalfAService() {
        assertThat(with("{clusterIP: null, selector: {}, type: 'Novel', ports: [{name: 'x'}, {port: 80}]}"))
                .returns(List.of(), ServiceFact::clusterIps)
                .returns(false, ServiceFact::selects)
                .returns(Type.CLUSTER_IP, ServiceFact::type)
                .returns(List.of(new Port("", "TCP", 80)), ServiceFact::ports);
    }
}
