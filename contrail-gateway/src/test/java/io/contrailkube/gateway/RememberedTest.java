package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicLong now = new AtomicLong();
    private final List<CompletableFuture<Set<String>>> loads = new ArrayList<>();
    private final Remembered<Set<String>> names = new Remembered<>(
            () -> {
                var load = new CompletableFuture<Set<String>>();
                loads.add(load);
                return load;
            },
            new GatewaySettings.Lookups(Duration.ofSeconds(60), Duration.ofSeconds(2), 1),
            now::get);

    private CompletableFuture<Optional<String>> find(String name) {
        CompletionStage<Optional<String>> found =
                names.find(known -> Optional.of(name).filter(known::contains));
        return found.toCompletableFuture();
    }

    private void passes(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void manyWhoAskAtOnceWaitForOneLoad() {
        CompletableFuture<Optional<String>> one = find("a");
        CompletableFuture<Optional<String>> other = find("b");
        assertThat(loads).hasSize(1);
        assertThat(one).isNotDone();
        loads.get(0).complete(Set.of("a"));
        assertThat(one).isCompletedWithValue(Optional.of("a"));
        assertThat(other).isCompletedWithValue(Optional.empty());
        assertThat(loads).hasSize(1);
    }

    @Test
    void whatWasLoadedCountsForAWhile() {
        find("a");
        loads.get(0).complete(Set.of("a"));
        passes(60);
        assertThat(find("a")).isCompletedWithValue(Optional.of("a"));
        assertThat(loads).hasSize(1);
        passes(1);
        assertThat(find("a")).isNotDone();
        assertThat(loads).hasSize(2);
    }

    @Test
    void aMissLoadsAnewButNotAgainAndAgain() {
        find("a");
        loads.get(0).complete(Set.of("a"));
        passes(2);
        assertThat(find("b")).isCompletedWithValue(Optional.empty());
        passes(1);
        CompletableFuture<Optional<String>> late = find("b");
        assertThat(find("a")).as("is known all the time").isCompletedWithValue(Optional.of("a"));
        assertThat(loads).hasSize(2);
        loads.get(1).complete(Set.of("a", "b"));
        assertThat(late).isCompletedWithValue(Optional.of("b"));
    }

    @Test
    void aFailureIsToldAndForgotten() {
        CompletableFuture<Optional<String>> one = find("a");
        loads.get(0).completeExceptionally(new IllegalStateException("away"));
        assertThat(one).isCompletedExceptionally();
        CompletableFuture<Optional<String>> again = find("a");
        loads.get(1).complete(Set.of("a"));
        assertThat(again).isCompletedWithValue(Optional.of("a"));
    }
}
