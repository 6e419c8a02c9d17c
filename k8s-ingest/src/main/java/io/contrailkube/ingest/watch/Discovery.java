package io.contrailkube.ingest.watch;

import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.ingest.http.ApiAnswer;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.http.KubernetesApi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds where a kind is served: the first of its resources that the server offers (spec 01, WA-9). */
final class Discovery {
    private final KubernetesApi api;

    Discovery(KubernetesApi api) {
        this.api = api;
    }

    /** Fails with {@link Cause#NOT_SERVED} if it is served nowhere. */
    CompletionStage<ApiResource> find(KubeKind kind) {
        return find(kind, kind.resources());
    }

    private CompletionStage<ApiResource> find(KubeKind kind, List<ApiResource> left) {
        if (left.isEmpty()) {
            return CompletableFuture.failedFuture(new ApiFailure(
                    Cause.NOT_SERVED,
                    api.server() + " serves " + kind.name() + " at none of "
                            + kind.resources().stream().map(ApiResource::path).collect(Collectors.joining(", "))));
        }
        ApiResource candidate = left.get(0);
        return offers(candidate)
                .thenCompose(offered -> offered
                        ? CompletableFuture.completedFuture(candidate)
                        : find(kind, left.subList(1, left.size())));
    }

    private CompletionStage<Boolean> offers(ApiResource resource) {
        String path = resource.path();
        ApiCall call = ApiCall.get(path.substring(0, path.lastIndexOf('/')));
        return api.call(call).thenApply(answer -> {
            if (answer.status() == 404) {
                return false;
            }
            if (!answer.ok()) {
                throw answer.refusal(call);
            }
            return names(answer, resource.plural());
        });
    }

    private static boolean names(ApiAnswer groupVersion, String plural) {
        return StreamSupport.stream(groupVersion.body().path("resources").spliterator(), false)
                .anyMatch(resource -> resource.path("name").asText().equals(plural));
    }
}
