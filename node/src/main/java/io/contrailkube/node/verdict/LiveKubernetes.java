package io.contrailkube.node.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.verdict.Party;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What the API server of Kubernetes has, now, of what decides about flows between two parties. */
public final class LiveKubernetes {
    private final Server server;

    /** Reads from the API server. */
    @FunctionalInterface
    public interface Server {
        /** Missing if there is no such thing; the stage fails if the server cannot be asked, or refuses. */
        CompletionStage<JsonNode> read(String path);
    }

    public LiveKubernetes(Server server) {
        this.server = server;
    }

    /** The pods among the parties, their namespaces and the policies in these. */
    CompletionStage<List<JsonNode>> objects(Party from, Party to) {
        return both(pods(from), pods(to)).thenCompose(pods -> {
            Set<String> namespaces = new TreeSet<>();
            pods.forEach(pod -> namespaces.add(pod.at("/metadata/namespace").asText()));
            List<CompletionStage<List<JsonNode>>> more = new ArrayList<>();
            namespaces.forEach(namespace -> {
                String name = encoded(namespace);
                more.add(one("Namespace", "/api/v1/namespaces/" + name));
                more.add(list("NetworkPolicy", "/apis/networking.k8s.io/v1/namespaces/" + name + "/networkpolicies"));
            });
            return joined(more).thenApply(found -> Stream.concat(pods.stream(), found.stream())
                    .toList());
        });
    }

    private CompletionStage<List<JsonNode>> pods(Party party) {
        if (party instanceof Party.Pod pod) {
            return one("Pod", "/api/v1/namespaces/" + encoded(pod.namespace()) + "/pods/" + encoded(pod.name()));
        }
        String selector = encoded("status.podIP=" + party);
        return list("Pod", "/api/v1/pods?fieldSelector=" + selector).thenApply(pods -> pods.stream()
                .filter(pod -> !pod.at("/spec/hostNetwork").asBoolean())
                .toList());
    }

    private CompletionStage<List<JsonNode>> one(String kind, String path) {
        return server.read(path)
                .thenApply(object -> object.isMissingNode() ? List.of() : List.of(ofKind(kind, object)));
    }

    private CompletionStage<List<JsonNode>> list(String kind, String path) {
        return server.read(path).thenApply(list -> {
            List<JsonNode> items = new ArrayList<>();
            list.path("items").forEach(item -> items.add(ofKind(kind, item)));
            return items;
        });
    }

    /** In lists objects do not say it. */
    private static JsonNode ofKind(String kind, JsonNode object) {
        ObjectNode named = object.deepCopy();
        return named.put("kind", kind);
    }

    private static CompletionStage<List<JsonNode>> both(
            CompletionStage<List<JsonNode>> one, CompletionStage<List<JsonNode>> other) {
        return joined(List.of(one, other))
                .thenApply(all -> all.stream().distinct().toList());
    }

    static <T> CompletionStage<List<T>> joined(Collection<CompletionStage<List<T>>> stages) {
        List<CompletableFuture<List<T>>> futures =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream()
                        .flatMap(future -> future.join().stream())
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
