package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns<String> turns = new Turns<>();
    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<String> take(String thing, String name, CompletionStage<String> work) {
        return turns.take(thing, () -> {
                    begun.add(name);
                    return work;
                })
                .toCompletableFuture();
    }

    @Test
    void workOnOneThingWaitsAndWorkOnAnotherDoesNot() {
        var first = new CompletableFuture<String>();
        CompletableFuture<String> one = take("x", "one", first);
        CompletableFuture<String> two = take("x", "two", CompletableFuture.completedFuture("2"));
        take("y", "other", CompletableFuture.completedFuture("3"));
        assertThat(begun).containsExactly("one", "other");
        first.complete("1");
        assertThat(begun).containsExactly("one", "other", "two");
        assertThat(one).isCompletedWithValue("1");
        assertThat(two).isCompletedWithValue("2");
    }

    @Test
    void aFailureDoesNotStopThoseThatWait() {
        var first = new CompletableFuture<String>();
        CompletableFuture<String> one = take("x", "one", first);
        CompletableFuture<String> two = take("x", "two", CompletableFuture.completedFuture("2"));
        first.completeExceptionally(new IllegalStateException("no"));
        assertThat(one).isCompletedExceptionally();
        assertThat(two).isCompletedWithValue("2");
        CompletableFuture<String> thrown = turns.<String>take("x", () -> {
                    throw new IllegalStateException("at once");
                })
                .toCompletableFuture();
        assertThat(thrown).isCompletedExceptionally();
        assertThat(take("x", "last", CompletableFuture.completedFuture("4"))).isCompletedWithValue("4");
    }
}
