package io.contrailkube.node.config;

import io.contrailkube.core.contrail.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules about more than the form of one option (spec 01 sections 1.1 to 1.4). */
final class CrossChecks {
    private static final List<Option<List<Cidr>>> SUBNETS = List.of(
            KubernetesOptions.POD_SUBNETS, KubernetesOptions.SERVICE_SUBNETS, KubernetesOptions.IP_FABRIC_SUBNETS);
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "::1");

    private final Values values;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private CrossChecks(Values values) {
        this.values = values;
        subnetsDoNotOverlap();
        tagsAreGlobal();
        flowAgingPortsAreKnown();
        tokenHasServer();
        warnAboutCache();
        warnAboutLogin();
        warnAboutLinkLocal();
    }

    static CrossChecks of(Values values) {
        return new CrossChecks(values);
    }

    List<Fault> faults() {
        return faults;
    }

    List<Warning> warnings() {
        return warnings;
    }

    private record Subnet(Option<List<Cidr>> option, Cidr cidr) {}

    private void subnetsDoNotOverlap() {
        List<Subnet> subnets = SUBNETS.stream()
                .flatMap(
                        option -> ClusterReader.subnets(values, option).stream().map(cidr -> new Subnet(option, cidr)))
                .toList();
        for (int i = 0; i < subnets.size(); i++) {
            for (Subnet other : subnets.subList(i + 1, subnets.size())) {
                Subnet subnet = subnets.get(i);
                if (subnet.cidr().overlaps(other.cidr())) {
                    faults.add(values.fault(
                            other.option(),
                            other.cidr() + " overlaps " + subnet.cidr() + " of "
                                    + subnet.option().name(),
                            "give pods, services and the ip fabric ranges of their own"));
                }
            }
        }
    }

    private void tagsAreGlobal() {
        if (!values.get(DefaultsOptions.GLOBAL_TAGS)) {
            faults.add(
                    values.fault(DefaultsOptions.GLOBAL_TAGS, "only global tags work", "set it to 1 or leave it out"));
        }
    }

    private void flowAgingPortsAreKnown() {
        if (values.get(DefaultsOptions.NESTED_MODE)) {
            for (Option<List<Forms.HostPort>> option :
                    List.of(VncOptions.CASSANDRA_SERVERS, DefaultsOptions.COLLECTORS)) {
                values.get(option).stream()
                        .filter(server -> server.port().isEmpty())
                        .forEach(server -> faults.add(values.fault(
                                option,
                                "'" + server.host()
                                        + "' has no port, which nested mode needs for its flow-aging entries",
                                "give every server as host:port")));
            }
        }
    }

    private void tokenHasServer() {
        boolean emptyServer = values.get(KubernetesOptions.API_SERVER).isEmpty();
        if (values.hasText(DefaultsOptions.TOKEN) && emptyServer) {
            faults.add(values.fault(
                    DefaultsOptions.TOKEN,
                    "a token is given, but kubernetes_api_server is empty",
                    "name the server, or leave out both to use kubeconfig or the pod's service account"));
        }
    }

    private void warnAboutCache() {
        if (!values.find(DefaultsOptions.KUBE_OBJECT_CACHE).orElse(true)) {
            warnings.add(values.warning(DefaultsOptions.KUBE_OBJECT_CACHE, "it cannot be switched off, and stays on"));
        }
    }

    private void warnAboutLogin() {
        boolean named = values.hasText(ConnectionOptions.AUTH_USER) || values.hasText(ConnectionOptions.AUTH_PASSWORD);
        if (named && !values.hasText(ConnectionOptions.AUTH_TOKEN_URL)) {
            warnings.add(values.warning(
                    ConnectionOptions.AUTH_TOKEN_URL,
                    "it is not set, so there is no login at the Contrail API although [AUTH] names a user"));
        }
    }

    /** A link-local service leads from every compute node to this address. */
    private void warnAboutLinkLocal() {
        String host = values.get(KubernetesOptions.API_SERVER);
        if (values.get(DefaultsOptions.API_SERVICE_LINK_LOCAL) && THIS_HOST.contains(host)) {
            warnings.add(values.warning(
                    KubernetesOptions.API_SERVER,
                    "pods will be led to '" + host + "' on their own node for the Kubernetes API; set it to an address"
                            + " that all nodes reach, or set api_service_link_local = false"));
        }
    }
}
