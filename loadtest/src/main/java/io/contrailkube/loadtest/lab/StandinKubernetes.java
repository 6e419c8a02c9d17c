package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import java.io.IOException;
import java.util.ArrayList;
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
    public List<JsonNode> namespaces() throws IOException {
        var namespaces = new ArrayList<JsonNode>();
        Web.Answer answer = web.get(server.uri().resolve("/api/v1/namespaces"));
        for (JsonNode item : answer.body().path("items")) {
            ObjectNode namespace = item.deepCopy();
            namespaces.add(namespace.put("kind", "Namespace"));
        }
        return namespaces;
    }

    @Override
    public void close() {
        server.close();
    }
}
