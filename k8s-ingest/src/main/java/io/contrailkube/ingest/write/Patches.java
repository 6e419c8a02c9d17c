package io.contrailkube.ingest.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.ingest.http.ApiAnswer;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.watch.Discovery;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sends one write to Kubernetes and says what the answer means. */
final class Patches {
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int INVALID = 422;
    private static final int SERVER_ERROR = 500;

    private final KubernetesApi api;
    private final Resources resources;
    private final Map<String, KubeKind> kinds;

    Patches(KubernetesApi api, Collection<KubeKind> kinds) {
        this.api = api;
        this.resources = new Resources(new Discovery(api));
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(KubeKind::name, Function.identity()));
    }

    /** Never fails. */
    CompletionStage<Outcome> send(KubeWrite write) {
        KubeKind kind = kinds.get(write.about().kind());
        if (kind == null) {
            return CompletableFuture.completedFuture(new Outcome.Refused("this kind is not among those that are read"));
        }
        return resources
                .of(kind)
                .thenCompose(resource -> send(write, kind, resource))
                .exceptionally(failure -> failed(kind, failure));
    }

    private CompletionStage<Outcome> send(KubeWrite write, KubeKind kind, ApiResource resource) {
        ApiCall call = ApiCall.mergePatch(
                Resources.path(resource, write.about(), write.place()),
                body(write).toString());
        return api.call(call).thenCompose(answer -> {
            if (answer.status() != NOT_FOUND || isObjectMissing(answer)) {
                return CompletableFuture.completedFuture(outcome(call, answer));
            }
            // Not the object, the path: what is served may have changed since it was looked up.
            resources.forget(kind);
            return resources
                    .of(kind)
                    .thenCompose(now -> now.equals(resource)
                            ? CompletableFuture.completedFuture(refused(call, answer))
                            : send(write, kind, now));
        });
    }

    /** With the uid as precondition: the name may belong to another object by now. */
    private static ObjectNode body(KubeWrite write) {
        ObjectNode body = write.patch().deepCopy();
        ObjectNode metadata = body.path("metadata") instanceof ObjectNode given ? given : body.putObject("metadata");
        metadata.put("uid", write.about().uid());
        return body;
    }

    private static Outcome outcome(ApiCall call, ApiAnswer answer) {
        if (answer.ok()) {
            return new Outcome.Written();
        }
        int status = answer.status();
        if (status == NOT_FOUND || isAnother(answer)) {
            return new Outcome.Gone();
        }
        // 401: credentials are on their way; 409: somebody else wrote at the same moment.
        if (status == UNAUTHORIZED || status == CONFLICT || status == TOO_MANY || status >= SERVER_ERROR) {
            return new Outcome.Failed(call + ": " + answer.message(), answer.retryAfter());
        }
        return refused(call, answer);
    }

    private static boolean isObjectMissing(ApiAnswer answer) {
        return !answer.body().at("/details/name").asText("").isEmpty();
    }

    /** An object of the same name with another uid: servers call that a conflict, or an invalid change of the uid. */
    private static boolean isAnother(ApiAnswer answer) {
        if (answer.status() == CONFLICT) {
            return answer.body().path("message").asText("").contains("UID");
        }
        if (answer.status() == INVALID) {
            for (JsonNode cause : answer.body().at("/details/causes")) {
                if (cause.path("field").asText("").equals("metadata.uid")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Outcome refused(ApiCall call, ApiAnswer answer) {
        return new Outcome.Refused(call + ": " + answer.message());
    }

    private static Outcome failed(KubeKind kind, Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ApiFailure failure) {
            return failure.kind() == Cause.NOT_SERVED && kind.optional()
                    ? new Outcome.Gone()
                    : new Outcome.Failed(String.valueOf(failure.getMessage()), failure.retryAfter());
        }
        return new Outcome.Failed(String.valueOf(cause), Duration.ZERO);
    }
}
