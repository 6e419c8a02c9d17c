package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Difference;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import io.contrailkube.core.spec.OwnershipMarks;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an object stand that is ours as a whole: created, or found and brought to what is desired. */
final class EnsureWhole {
    private static final Logger LOG = LoggerFactory.getLogger(EnsureWhole.class);
    /** An object can vanish between two looks; one that does so again and again is left for later. */
    private static final int ROUNDS = 3;

    private static final int CONFLICT = 409;

    private final Bench bench;
    private final Writer writer;
    private final Step.Ensure step;
    private final ContrailObject desired;
    private final ObjectKey key;
    private final Learning learning;

    EnsureWhole(Bench bench, Writer writer, Step.Ensure step) {
        this.bench = bench;
        this.writer = writer;
        this.step = step;
        this.desired = step.desired();
        this.key = step.key();
        this.learning = new Learning(step.desired());
    }

    CompletionStage<StepOutcome> run() {
        String known = step.knownUuid();
        if (known == null) {
            return create(1);
        }
        return bench.directory()
                .byUuid(key.type(), known)
                .thenCompose(found -> found.isEmpty() ? create(1) : found(found.get(), 1));
    }

    private CompletionStage<StepOutcome> create(int round) {
        if (round > ROUNDS) {
            return done(bench.again(key, "it vanished " + ROUNDS + " times while it was written"));
        }
        return bench.directory()
                .find(desired.needs())
                .thenCompose(needs -> needs.missing().isEmpty()
                        ? writer.send(Requests.create(desired, needs.uuids()))
                                .thenCompose(answer -> created(answer, round))
                        : done(Bench.missing(key, needs.missing())));
    }

    private CompletionStage<StepOutcome> created(Answer answer, int round) {
        return switch (Replies.verdict(answer)) {
            case DONE -> {
                bench.directory().learn(key, desired.uuid());
                yield learning.needsRead() ? readBack(round) : done(learning.created());
            }
            case CONFLICT -> occupied(answer, round);
            // The server says 400, 404 or 500 when something named in the body has vanished (API-51).
            case ABSENT, REFUSED -> bench.doubted(key, desired.needs(), answer);
            case FAILED ->
                answer instanceof Answer.Answered
                        ? bench.doubted(key, desired.needs(), answer)
                        : done(bench.failed(key, answer));
            case DRAFT -> done(bench.failed(key, answer));
        };
    }

    private CompletionStage<StepOutcome> readBack(int round) {
        return bench.directory()
                .byUuid(key.type(), desired.uuid())
                .thenCompose(found ->
                        found.isEmpty() ? create(round + 1) : done(learning.outcome(found.get(), Origin.CREATED, 1)));
    }

    /** Name or uuid are taken, or a rule of the type says no: look who is there (API-36). */
    private CompletionStage<StepOutcome> occupied(Answer answer, int round) {
        return bench.directory()
                .byName(key)
                .thenCompose(named -> named.isPresent()
                        ? found(named.get(), round)
                        : bench.directory()
                                .byUuid(key.type(), desired.uuid())
                                .thenCompose(other -> other.isPresent()
                                        ? found(other.get(), round)
                                        : done(bench.failed(key, answer))));
    }

    private CompletionStage<StepOutcome> found(Actual actual, int round) {
        if (!actual.key().equals(key)) {
            return done(conflict("uuid " + actual.uuid() + " belongs to " + Requests.describe(Set.of(actual.key()))));
        }
        if (bench.marks().areOn(actual.annotations())) {
            return converge(actual, Origin.RECOVERED, round);
        }
        String owner = actual.annotations().get(OwnershipMarks.OWNER);
        String cluster = actual.annotations().get(OwnershipMarks.CLUSTER);
        if (owner != null || cluster != null) {
            return done(conflict(Requests.describe(Set.of(key)) + " (" + actual.uuid() + ") belongs to cluster '"
                    + cluster + "' of owner '" + owner + "': rename one of them, or remove that object"));
        }
        return converge(actual, Origin.ADOPTED, round);
    }

    private CompletionStage<StepOutcome> converge(Actual actual, Origin origin, int round) {
        Difference difference = Difference.between(desired, actual.body(), step.released());
        if (!difference.fixed().isEmpty()) {
            return done(new StepOutcome.Fixed(key, actual.uuid(), origin, actual.body()));
        }
        if (origin == Origin.RECOVERED && !learning.isComplete(actual.body())) {
            return remake(actual, round);
        }
        if (origin == Origin.ADOPTED && step.knownUuid() == null) {
            LOG.info("{} ({}) stood without marks and is used from now on", key, actual.uuid());
        }
        if (difference.isEmpty()) {
            return done(learning.outcome(actual, origin, 0));
        }
        return references(difference)
                .thenCompose(found -> found.missing().isEmpty()
                        ? write(actual, origin, difference, found.uuids(), round)
                        : done(standing(Bench.missing(key, found.missing()))));
    }

    /** What the server had not to give at the creation it gives at no later time: an address (spec 04 API-99, API-105). */
    private CompletionStage<StepOutcome> remake(Actual actual, int round) {
        return writer.send(Requests.delete(key, actual.uuid())).thenCompose(answer -> switch (Replies.verdict(answer)) {
            case DONE, ABSENT -> create(round + 1);
            default -> done(standing(bench.failed(key, answer)));
        });
    }

    /** Lists as a whole are looked up anew: the server would take dead uuids in them without a word (API-67). */
    private CompletionStage<Directory.Found> references(Difference difference) {
        Set<ObjectKey> listed = new HashSet<>();
        difference.lists().values().forEach(list -> list.forEach(reference -> listed.add(reference.to())));
        bench.directory().forget(listed);
        difference.added().stream().map(Reference::to).forEach(listed::add);
        return bench.directory().find(listed);
    }

    private CompletionStage<StepOutcome> write(
            Actual actual, Origin origin, Difference difference, Map<ObjectKey, String> references, int round) {
        return writer.write(key, actual.uuid(), difference, references).thenCompose(series -> {
            Answer failed = series.failed();
            if (failed == null) {
                return done(learning.outcome(actual, origin, series.done()));
            }
            return switch (Replies.verdict(failed)) {
                case ABSENT -> vanished(actual, references.keySet(), round);
                default -> done(standing(bench.failed(key, failed)));
            };
        });
    }

    /** The object itself, or one it refers to. */
    private CompletionStage<StepOutcome> vanished(Actual actual, Set<ObjectKey> references, int round) {
        return bench.directory().byUuid(key.type(), actual.uuid()).thenCompose(still -> {
            if (still.isEmpty()) {
                return create(round + 1);
            }
            return bench.directory()
                    .findAnew(references)
                    .thenApply(found -> standing(
                            found.missing().isEmpty()
                                    ? bench.again(key, "an object it refers to was replaced meanwhile")
                                    : Bench.missing(key, found.missing())));
        });
    }

    /**
     * An object that was believed absent and found must not be reported as never written: what stands has to stay in the
     * books of whoever asked.
     */
    private StepOutcome standing(StepOutcome outcome) {
        if (step.knownUuid() != null) {
            return outcome;
        }
        if (outcome instanceof StepOutcome.Waiting waiting) {
            return bench.again(key, waiting.reason());
        }
        return outcome instanceof StepOutcome.Fenced
                ? bench.again(key, "the plan's fence closed before it was brought up to date")
                : outcome;
    }

    private StepOutcome conflict(String reason) {
        return new StepOutcome.Refused(key, Refusal.CONFLICT, CONFLICT, reason);
    }

    private static CompletionStage<StepOutcome> done(StepOutcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }
}
