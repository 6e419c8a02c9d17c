package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Difference;
import io.contrailkube.core.plan.Fence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends the writes of one plan, each only while the plan's fence is open. */
record Writer(Function<Ticket, CompletionStage<Answer>> sender, String entity, Fence fence) {

    /**
     * What came of several writes.
     *
     * @param done how many succeeded
     * @param failed the answer that ended the series, or null if all succeeded
     */
    record Series(int done, @Nullable Answer failed) {}

    CompletionStage<Answer> send(Call call) {
        return sender.apply(Ticket.of(call, entity, fence));
    }

    /** One after the other until one is not done. */
    CompletionStage<Series> sendAll(List<Call> calls) {
        return sendFrom(calls, 0);
    }

    /** The same for removals, of which those of what is absent are not done and no failure either. */
    CompletionStage<Series> removeAll(List<Call> calls) {
        return removeFrom(calls, 0, 0);
    }

    /**
     * One update for all properties and whole lists, one for all tags; other references one by one, what goes before what
     * comes.
     */
    CompletionStage<Series> write(
            ObjectKey key, String uuid, Difference difference, Map<ObjectKey, String> references) {
        var calls = new ArrayList<Call>();
        if (!difference.properties().isEmpty() || !difference.lists().isEmpty()) {
            calls.add(Requests.update(key, uuid, difference, references));
        }
        var tags = TagChanges.of(difference);
        boolean together = tags.fitInOneRequest();
        difference.removed().stream()
                .filter(gone -> !together || !gone.field().equals(Reference.TAGS))
                .forEach(gone -> calls.add(Requests.removeReference(key, uuid, gone.field(), gone.uuid())));
        if (together) {
            calls.add(Requests.setTag(key, uuid, tags.byType()));
        }
        difference.added().stream()
                .filter(reference -> !together || !reference.field().equals(Reference.TAGS))
                .forEach(
                        reference -> calls.add(Requests.addReference(key, uuid, reference, to(reference, references))));
        return sendAll(calls);
    }

    private static String to(Reference reference, Map<ObjectKey, String> references) {
        String uuid = references.get(reference.to());
        if (uuid == null) {
            throw new IllegalStateException("the uuid of " + reference.to() + " was not looked up");
        }
        return uuid;
    }

    private CompletionStage<Series> removeFrom(List<Call> calls, int next, int done) {
        if (next == calls.size()) {
            return CompletableFuture.completedStage(new Series(done, null));
        }
        return send(calls.get(next)).thenCompose(answer -> switch (Replies.verdict(answer)) {
            case DONE -> removeFrom(calls, next + 1, done + 1);
            case ABSENT -> removeFrom(calls, next + 1, done);
            default -> CompletableFuture.completedStage(new Series(done, answer));
        });
    }

    private CompletionStage<Series> sendFrom(List<Call> calls, int next) {
        if (next == calls.size()) {
            return CompletableFuture.completedStage(new Series(next, null));
        }
        return send(calls.get(next))
                .thenCompose(answer -> Replies.verdict(answer) == Replies.Verdict.DONE
                        ? sendFrom(calls, next + 1)
                        : CompletableFuture.completedStage(new Series(next, answer)));
    }
}
