package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.contrailkube.standins.kubernetes.api.Uids;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stand-in as the Kubernetes of a lab, with a cluster played around it. */
final class StandinKubernetes implements Kubernetes {
    /** As many as {@code plan} takes for granted. */
    private static final ClusterOptions CLUSTER = ClusterOptions.nodes(3);

    /** Names and addresses come from the manifests, as in {@code plan}, so that the two can be compared byte by byte. */
    private final KubernetesStandin server = KubernetesStandin.start(
            KubernetesOptions.loopback().withUids(Uids.DERIVED).withAttachments());

    private final Web web = new Web();
    private @Nullable ClusterPlay play;

    KubernetesStandin server() {
        return server;
    }

    @Override
    public String access() {
        return "contrail-kube.ingest.kubernetes.server = \"" + server.uri() + '"';
    }

    /** Addresses of its nodes by name. */
    Map<String, String> nodes() {
        return CLUSTER.nodes().stream()
                .collect(Collectors.toMap(
                        ClusterOptions.Node::name, ClusterOptions.Node::address, (a, b) -> a, TreeMap::new));
    }

    /** From now on pods run, with addresses from this Contrail. */
    void join(URI contrail) {
        var network = new ClusterOptions.Network(contrail, LabFiles.CLUSTER_NAME, ClusterOptions.Lookup.NAME, false);
        play = ClusterPlay.start(server, CLUSTER.withNetwork(network));
    }

    /** Requests that its nodes have sent to Contrail. */
    long requestsToContrail() {
        return play == null ? 0 : play.requestsToContrail();
    }

    @Override
    public List<JsonNode> objects() throws IOException {
        return WatchedObjects.of(path -> web.get(server.uri().resolve(path)));
    }

    @Override
    public void close() {
        if (play != null) {
            play.close();
        }
        server.close();
    }
}
