package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.http.Filter;
import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArraySet;

/** Lets requests through that carry one of the tokens; without tokens everybody is let through. */
public final class BearerToken implements Filter {
    private static final Set<String> OPEN = Set.of("/healthz", "/livez", "/readyz", "/version");

    private final Set<String> tokens;

    public BearerToken(Set<String> tokens) {
        this.tokens = new CopyOnWriteArraySet<>(tokens);
    }

    /** From now on these tokens are the valid ones. */
    public void accept(Set<String> valid) {
        tokens.addAll(valid);
        tokens.retainAll(valid);
    }

    @Override
    public CompletionStage<Reply> filter(Request request, Handler next) {
        String sent = request.headers().first("Authorization", "");
        boolean known = sent.regionMatches(true, 0, "Bearer ", 0, 7)
                && tokens.contains(sent.substring(7).strip());
        if (tokens.isEmpty() || known || OPEN.contains(request.path())) {
            return next.handle(request);
        }
        return CompletableFuture.completedFuture(Answers.failure(ApiFailure.of(401, "Unauthorized", "Unauthorized")));
    }
}
