package io.contrailkube.ingest.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.ingest.http.ApiAnswer;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.http.KubernetesApi;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds where a kind is served: the first of its resources that the server offers (spec 01, WA-9). */
public final class Discovery {
    private static final int NOT_FOUND = 404;

    private final KubernetesApi api;

    public Discovery(KubernetesApi api) {
        this.api = api;
    }

    /**
     * Fails with {@link Cause#NOT_SERVED} if it is served nowhere. Of a kind that need not be there the server has said so
     * in so many words: it means that its objects are gone, and a 404 may come from anybody on the way.
     */
    public CompletionStage<ApiResource> find(KubeKind kind) {
        return kind.optional()
                ? groupVersions()
                        .thenCompose(served -> find(
                                kind,
                                kind.resources().stream()
                                        .filter(resource -> served.contains(root(resource)))
                                        .toList()))
                : find(kind, kind.resources());
    }

    private CompletionStage<ApiResource> find(KubeKind kind, List<ApiResource> left) {
        if (left.isEmpty()) {
            return CompletableFuture.failedFuture(new ApiFailure(
                    Cause.NOT_SERVED,
                    api.server() + " serves " + kind.name() + " at none of "
                            + kind.resources().stream().map(ApiResource::path).collect(Collectors.joining(", "))));
        }
        ApiResource candidate = left.get(0);
        return offers(kind, candidate)
                .thenCompose(offered -> offered
                        ? CompletableFuture.completedFuture(candidate)
                        : find(kind, left.subList(1, left.size())));
    }

    private CompletionStage<Boolean> offers(KubeKind kind, ApiResource resource) {
        ApiCall call = ApiCall.get(root(resource));
        return api.call(call).thenApply(answer -> {
            if (answer.status() == NOT_FOUND && !kind.optional()) {
                return false;
            }
            return names(affirmed(call, answer, "resources"), resource.plural());
        });
    }

    /** Where resources of all groups are rooted, e.g. {@code /apis/networking.k8s.io/v1}; the core group always is. */
    private CompletionStage<Set<String>> groupVersions() {
        ApiCall call = ApiCall.get("/apis");
        return api.call(call).thenApply(answer -> {
            var roots = new HashSet<>(Set.of("/api/v1"));
            for (JsonNode group : affirmed(call, answer, "groups")) {
                for (JsonNode version : group.path("versions")) {
                    roots.add("/apis/" + version.path("groupVersion").asText());
                }
            }
            return roots;
        });
    }

    /** The list in an answer; without one it says nothing about what is served. */
    private static JsonNode affirmed(ApiCall call, ApiAnswer answer, String list) {
        if (answer.status() == NOT_FOUND) {
            throw new ApiFailure(Cause.TROUBLED, call + ": " + answer.message());
        }
        if (!answer.ok()) {
            throw answer.refusal(call);
        }
        JsonNode found = answer.body().path(list);
        if (found.isMissingNode()) {
            throw new ApiFailure(Cause.MALFORMED, call + ": the answer has no " + list);
        }
        return found;
    }

    private static String root(ApiResource resource) {
        String path = resource.path();
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static boolean names(JsonNode resources, String plural) {
        return StreamSupport.stream(resources.spliterator(), false)
                .anyMatch(resource -> resource.path("name").asText().equals(plural));
    }
}
