package io.contrailkube.gateway;

import io.contrailkube.gateway.Keystone.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token in use: asked for once for all who need it, renewed before it expires or when a server refuses it. */
final class Tokens {
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final Supplier<CompletionStage<Token>> source;
    private final Clock clock;
    private @Nullable CompletableFuture<Token> current;

    Tokens(Supplier<CompletionStage<Token>> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    synchronized CompletionStage<Token> token() {
        if (current == null || isUseless(current)) {
            current = source.get().toCompletableFuture();
        }
        return current;
    }

    /** A server would not have this token; the next one asked for is another. */
    synchronized void refused(Token token) {
        if (current != null
                && current.isDone()
                && !isUseless(current)
                && current.join().equals(token)) {
            current = null;
        }
    }

    private boolean isUseless(CompletableFuture<Token> token) {
        if (!token.isDone()) {
            return false;
        }
        if (token.isCompletedExceptionally()) {
            return true;
        }
        Instant expires = token.join().expires();
        return expires != null && clock.instant().plus(EARLY).isAfter(expires);
    }
}
