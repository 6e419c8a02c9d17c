package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import java.io.IOException;
import java.util.List;

/** The stand-in as the Kubernetes of a lab. */
record StandinKubernetes(KubernetesStandin server, Web web) implements Kubernetes {
    StandinKubernetes(KubernetesStandin server) {
        this(server, new Web());
    }

    @Override
    public String access() {
        return "contrail-kube.ingest.kubernetes.server = \"" + server.uri() + '"';
    }

    @Override
    public List<JsonNode> objects() throws IOException {
        return WatchedObjects.of(path -> web.get(server.uri().resolve(path)));
    }

    @Override
    public void close() {
        server.close();
    }
}
