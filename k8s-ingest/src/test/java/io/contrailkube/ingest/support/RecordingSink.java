package io.contrailkube.ingest.support;

import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSink;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A sink that remembers what it was offered and answers as a test says. */
public final class RecordingSink implements FactSink {
    private final List<FactChange> offered = new CopyOnWriteArrayList<>();
    private final List<Set<String>> lists = new CopyOnWriteArrayList<>();
    private volatile Function<FactChange, CompletionStage<Void>> answer = change -> done();
    private volatile Function<Set<String>, CompletionStage<Void>> toLists = namespaces -> done();

    public static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    public static CompletionStage<Void> refused() {
        return CompletableFuture.failedFuture(new IllegalStateException("not now"));
    }

    public RecordingSink answering(Function<FactChange, CompletionStage<Void>> way) {
        answer = way;
        return this;
    }

    public RecordingSink answeringLists(Function<Set<String>, CompletionStage<Void>> way) {
        toLists = way;
        return this;
    }

    @Override
    public CompletionStage<Void> offer(FactChange change) {
        offered.add(change);
        return answer.apply(change);
    }

    @Override
    public CompletionStage<Void> listed(String kind, Set<String> namespaces) {
        lists.add(namespaces);
        return toLists.apply(namespaces);
    }

    public List<FactChange> offered() {
        return List.copyOf(offered);
    }

    /** What was offered in short: {@code +name} or {@code -name}. */
    public List<String> log() {
        return offered.stream()
                .map(each -> (each instanceof FactChange.Present ? '+' : '-')
                        + each.id().name())
                .toList();
    }

    public List<Set<String>> lists() {
        return List.copyOf(lists);
    }
}
