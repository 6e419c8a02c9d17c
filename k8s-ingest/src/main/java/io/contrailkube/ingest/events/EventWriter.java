package io.contrailkube.ingest.events;

import io.contrailkube.ingest.http.ApiAnswer;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.KubernetesApi;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes one Event: makes it, or counts on the one that is there. Fails with {@code ApiFailure}. */
final class EventWriter {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesApi api;

    EventWriter(KubernetesApi api) {
        this.api = api;
    }

    CompletionStage<Entry> write(Entry entry) {
        return (entry.known() ? countOn(entry, true) : create(entry, true)).thenApply(done -> entry);
    }

    /** @param again whether to count on it instead if it is there */
    private CompletionStage<ApiAnswer> create(Entry entry, boolean again) {
        ApiCall call = ApiCall.post(
                EventJson.collection(entry.notice().about()),
                EventJson.create(entry).toString());
        return api.call(call)
                .thenCompose(answer ->
                        answer.status() == CONFLICT && again ? countOn(entry, false) : accepted(call, answer));
    }

    /**
     * The number is read first: another node may have counted.
     *
     * @param again whether to make it anew if Kubernetes has forgotten it
     */
    private CompletionStage<ApiAnswer> countOn(Entry entry, boolean again) {
        String path = EventJson.collection(entry.notice().about()) + '/' + EventJson.name(entry.notice());
        ApiCall read = ApiCall.get(path);
        return api.call(read).thenCompose(answer -> {
            if (answer.status() == NOT_FOUND && again) {
                return create(entry, false);
            }
            return accepted(read, answer).thenCompose(found -> {
                int count = found.body().path("count").asInt(1) + entry.repeats();
                ApiCall patch = ApiCall.mergePatch(
                        path, EventJson.count(count, entry.time()).toString());
                return api.call(patch).thenCompose(patched -> accepted(patch, patched));
            });
        });
    }

    private static CompletionStage<ApiAnswer> accepted(ApiCall call, ApiAnswer answer) {
        return answer.ok()
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.failedFuture(answer.refusal(call));
    }
}
