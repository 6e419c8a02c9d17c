package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.loadtest.lab.Kubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Kubernetes that somebody else runs, for the nodes of a lab. */
final class RealKubernetes implements Kubernetes {
    /** Seconds. Short, so that the server ends watches in order many times while the check runs. */
    static final int LONGEST_WATCH = 30;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Kubectl kubectl;
    private final Path kubeconfig;

    private RealKubernetes(Kubectl kubectl, Path kubeconfig) {
        this.kubectl = kubectl;
        this.kubeconfig = kubeconfig;
    }

    /**
     * With the current context of the kubeconfig, as it is now.
     *
     * @throws IOException if there is none, or the server does not answer
     */
    static RealKubernetes of(Kubectl kubectl) throws IOException {
        String flat = kubectl.run("config", "view", "--raw", "--flatten", "--minify");
        kubectl.run("get", "namespace", "default");
        // Readable by its owner alone.
        Path file = Files.createTempFile("contrail-kube-check", ".kubeconfig");
        Files.writeString(file, flat);
        return new RealKubernetes(kubectl, file);
    }

    @Override
    public String access() {
        return """
                contrail-kube.ingest.kubernetes.kubeconfig = "%s"
                contrail-kube.ingest.watch { min-life = 20s, max-life = %ds }"""
                .formatted(kubeconfig, LONGEST_WATCH);
    }

    @Override
    public List<JsonNode> namespaces() throws IOException {
        var namespaces = new ArrayList<JsonNode>();
        for (JsonNode item : MAPPER.readTree(kubectl.run("get", "--raw", "/api/v1/namespaces"))
                .path("items")) {
            ObjectNode namespace = item.deepCopy();
            namespaces.add(namespace.put("kind", "Namespace"));
        }
        return namespaces;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
