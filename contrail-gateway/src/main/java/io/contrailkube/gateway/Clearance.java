package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Tie;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.gateway.Replies.Verdict;
import io.contrailkube.gateway.Writer.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Deletes an object. If it is refused because of what others tied to it ({@link Tie}), that is cleared away and the
 * deletion repeated; where nothing is in the way it costs one request.
 */
record Clearance(Bench bench, Writer writer) {

    /** @param rounds how often to clear the way; others may go on tying */
    CompletionStage<Answer> delete(ObjectKey key, String uuid, int rounds) {
        List<Tie> ties = ContrailTypes.of(key.type()).tiesOf(key.fqName());
        return writer.send(Requests.delete(key, uuid)).thenCompose(answer -> {
            if (Replies.verdict(answer) != Verdict.CONFLICT || ties.isEmpty() || rounds == 0) {
                return CompletableFuture.completedStage(answer);
            }
            return clear(key, uuid, ties, rounds).thenCompose(series -> {
                Answer failed = series.failed();
                if (failed != null) {
                    return CompletableFuture.completedStage(failed);
                }
                return series.done() == 0 ? CompletableFuture.completedStage(answer) : delete(key, uuid, rounds - 1);
            });
        });
    }

    private CompletionStage<Series> clear(ObjectKey key, String uuid, List<Tie> ties, int rounds) {
        return bench.directory().withTies(key.type(), uuid).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedStage(new Series(1, null));
            }
            Actual actual = found.get();
            if (ContrailTypes.of(key.type()).shared() && !bench.marks().areOn(actual.annotations())) {
                return CompletableFuture.completedStage(new Series(0, null));
            }
            var work = new ArrayList<Supplier<CompletionStage<Answer>>>();
            for (Tie tie : ties) {
                Replies.related(tie.type(), actual.body().path(tie.field()))
                        .forEach(tied -> work.add(() -> untie(actual, tie, tied, rounds)));
            }
            return inTurn(work, 0);
        });
    }

    private CompletionStage<Answer> untie(Actual actual, Tie tie, Actual tied, int rounds) {
        return switch (tie.kind()) {
            case LETS_GO -> letGo(actual, tied);
            case CHILD -> delete(tied.key(), tied.uuid(), rounds - 1);
            case GOES_ALONG ->
                bench.directory()
                        .byUuid(tied.key().type(), tied.uuid())
                        .thenCompose(found -> found.isPresent() && hasOthers(actual, found.get())
                                ? letGo(actual, tied)
                                : delete(tied.key(), tied.uuid(), rounds - 1));
        };
    }

    private CompletionStage<Answer> letGo(Actual actual, Actual referrer) {
        ContrailType type = ContrailTypes.of(actual.key().type());
        return writer.send(Requests.removeReference(referrer.key(), referrer.uuid(), type.refField(), actual.uuid()));
    }

    /** Whether it refers to others of the type, too: then it is theirs as well. */
    private static boolean hasOthers(Actual actual, Actual referrer) {
        String field = ContrailTypes.of(actual.key().type()).refField();
        for (JsonNode reference : referrer.body().path(field)) {
            if (!reference.path("uuid").asText().equals(actual.uuid())) {
                return true;
            }
        }
        return false;
    }

    /** What vanishes meanwhile is cleared away as well. */
    private static CompletionStage<Series> inTurn(List<Supplier<CompletionStage<Answer>>> work, int next) {
        if (next == work.size()) {
            return CompletableFuture.completedStage(new Series(next, null));
        }
        return work.get(next).get().thenCompose(answer -> switch (Replies.verdict(answer)) {
            case DONE, ABSENT -> inTurn(work, next + 1);
            default -> CompletableFuture.completedStage(new Series(next, answer));
        });
    }
}
