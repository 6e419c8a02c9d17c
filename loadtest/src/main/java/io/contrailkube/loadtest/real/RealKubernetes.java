package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.loadtest.lab.Kubernetes;
import io.contrailkube.loadtest.lab.WatchedObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A Kubernetes that somebody else runs, for the nodes of a lab. */
final class RealKubernetes implements Kubernetes {
    /** Seconds. Short, so that the server ends watches in order many times while the check runs. */
    static final int LONGEST_WATCH = 30;
    /** Seconds until a custom resource that somebody installs is looked for again. */
    private static final int UNSERVED_PAUSE = 5;

    private static final Pattern TOKEN = Pattern.compile("(?m)^(\\s+token: ).+$");

    private final ApiProxy proxy;
    private final String access;
    private final Path kubeconfig;

    private RealKubernetes(ApiProxy proxy, String access, Path kubeconfig) {
        this.proxy = proxy;
        this.access = access;
        this.kubeconfig = kubeconfig;
    }

    /**
     * With the current context of the kubeconfig, as it is now.
     *
     * @throws IOException if there is none, or the server does not answer
     */
    static RealKubernetes of(Kubectl kubectl, ApiProxy proxy) throws IOException {
        String flat = kubectl.run("config", "view", "--raw", "--flatten", "--minify");
        proxy.read("/api/v1/namespaces/default");
        // Readable by its owner alone.
        Path file = Files.createTempFile("contrail-kube-check", ".kubeconfig");
        Files.writeString(file, flat);
        return new RealKubernetes(proxy, flat, file);
    }

    @Override
    public String access() {
        return """
                contrail-kube.ingest.kubernetes { kubeconfig = "%s", server = "" }
                contrail-kube.ingest.watch { min-life = 20s, max-life = %ds, unserved-pause = %ds }"""
                .formatted(kubeconfig, LONGEST_WATCH, UNSERVED_PAUSE);
    }

    /**
     * Nodes find a token that the server does not know, until {@link #mendToken()}.
     *
     * @return whether they log in by a token at all
     */
    boolean spoilToken() throws IOException {
        String spoilt = TOKEN.matcher(access).replaceAll("$1wrong");
        Files.writeString(kubeconfig, spoilt);
        return !spoilt.equals(access);
    }

    void mendToken() throws IOException {
        Files.writeString(kubeconfig, access);
    }

    @Override
    public List<JsonNode> objects() throws IOException {
        return WatchedObjects.of(proxy::get);
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
