package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Difference;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds, or takes back, claims on an object that is not ours: never created here, never deleted. */
record PartWork(Bench bench, Writer writer) {

    CompletionStage<StepOutcome> ensure(Step.Ensure step) {
        ContrailObject desired = step.desired();
        boolean onlyReferences = desired.entries().isEmpty()
                && desired.properties().isEmpty()
                && desired.wholeFields().isEmpty()
                && Claims.areReferences(step.released());
        if (onlyReferences) {
            return references(step, step.knownUuid());
        }
        Function<Actual, Difference> difference = actual -> Difference.between(desired, actual.body(), step.released());
        return bench.turns()
                .take(step.key(), () -> lists(new Target(step.key(), step.knownUuid(), difference), 1, 0))
                .thenApply(settled -> applied(step.key(), settled));
    }

    CompletionStage<StepOutcome> withdraw(Step.Withdraw step) {
        if (Claims.areReferences(step.claims())) {
            return withdrawReferences(step, step.uuid());
        }
        Function<Actual, Difference> difference = actual -> Difference.withdrawal(actual.body(), step.claims());
        return bench.turns()
                .take(step.key(), () -> lists(new Target(step.key(), step.uuid(), difference), 1, 0))
                .thenApply(settled -> settled.failure() != null && !settled.absent()
                        ? settled.failure()
                        : new StepOutcome.Gone(step.key()));
    }

    // References only: nothing is read, however many others there are (spec 04 API-76).

    private CompletionStage<StepOutcome> references(Step.Ensure step, @Nullable String uuid) {
        if (uuid == null) {
            return bench.directory()
                    .uuidOf(step.key())
                    .thenCompose(found -> found.isPresent()
                            ? references(step, found.get())
                            : done(Bench.missing(step.key(), Set.of(step.key()))));
        }
        Set<ObjectKey> targets = new HashSet<>();
        step.desired().references().forEach(reference -> targets.add(reference.to()));
        return bench.directory().find(targets).thenCompose(found -> {
            if (!found.missing().isEmpty()) {
                return done(Bench.missing(step.key(), found.missing()));
            }
            return writer.removeAll(removals(step.key(), uuid, step.released()))
                    .thenCompose(removed -> removed.failed() == null
                            ? add(step, uuid, found, removed.done())
                            : done(bench.failed(step.key(), removed.failed())));
        });
    }

    private CompletionStage<StepOutcome> add(Step.Ensure step, String uuid, Directory.Found found, int removed) {
        List<Call> calls = step.desired().references().stream()
                .map(reference -> Requests.addReference(
                        step.key(), uuid, reference, found.uuids().getOrDefault(reference.to(), "")))
                .toList();
        return writer.sendAll(calls)
                .thenCompose(
                        series -> referred(step, uuid, new Writer.Series(removed + series.done(), series.failed())));
    }

    private CompletionStage<StepOutcome> referred(Step.Ensure step, String uuid, Writer.Series series) {
        Answer failed = series.failed();
        if (failed == null) {
            return done(new StepOutcome.Applied(step.key(), uuid, Origin.FOREIGN, series.done()));
        }
        if (Replies.verdict(failed) != Replies.Verdict.ABSENT) {
            return done(bench.failed(step.key(), failed));
        }
        Set<ObjectKey> all = new HashSet<>(step.desired().needs());
        all.add(step.key());
        return bench.directory().findAnew(all).thenCompose(found -> {
            String now = found.uuids().get(step.key());
            if (!found.missing().isEmpty()) {
                return done(Bench.missing(step.key(), found.missing()));
            }
            return now == null || now.equals(uuid)
                    ? done(bench.again(step.key(), "an object that is referred to was replaced meanwhile"))
                    : references(step, now);
        });
    }

    private CompletionStage<StepOutcome> withdrawReferences(Step.Withdraw step, String uuid) {
        List<Call> removals = removals(step.key(), uuid, step.claims());
        return writer.removeAll(removals).thenCompose(series -> {
            Answer failed = series.failed();
            if (failed != null) {
                return done(bench.failed(step.key(), failed));
            }
            if (series.done() == removals.size()) {
                return done(new StepOutcome.Gone(step.key()));
            }
            // What is referred to is gone, or the object itself, which then may stand again under another uuid.
            return bench.directory().findAnew(Set.of(step.key())).thenCompose(found -> {
                String now = found.uuids().get(step.key());
                return now == null || now.equals(uuid)
                        ? done(new StepOutcome.Gone(step.key()))
                        : withdrawReferences(step, now);
            });
        });
    }

    private static List<Call> removals(ObjectKey key, String uuid, Collection<String> claims) {
        return Claims.references(claims).stream()
                .map(claim -> Requests.removeReference(key, uuid, claim))
                .toList();
    }

    // Elements of lists: read, write what differs, look again (spec 01 section 3.5, CL-28).

    private record Target(ObjectKey key, @Nullable String uuid, Function<Actual, Difference> difference) {}

    /** @param failure null if all stands as it should */
    private record Settled(@Nullable StepOutcome failure, boolean absent, String uuid, int writes) {}

    private CompletionStage<Settled> lists(Target target, int attempt, int writes) {
        return read(target).thenCompose(found -> {
            if (found.isEmpty()) {
                return settled(Bench.missing(target.key(), Set.of(target.key())), true, "", writes);
            }
            Actual actual = found.get();
            Difference difference = target.difference().apply(actual);
            if (difference.isEmpty()) {
                return settled(null, false, actual.uuid(), writes);
            }
            if (attempt > bench.patience().sharedLists().attempts()) {
                String reason = "others keep writing over our entries on " + target.key();
                return settled(bench.again(target.key(), reason), false, actual.uuid(), writes);
            }
            return write(target, actual, difference, attempt, writes);
        });
    }

    private CompletionStage<Settled> write(
            Target target, Actual actual, Difference difference, int attempt, int writes) {
        Set<ObjectKey> needed = new HashSet<>();
        difference.added().forEach(reference -> needed.add(reference.to()));
        difference.lists().values().forEach(list -> list.forEach(reference -> needed.add(reference.to())));
        return bench.directory().find(needed).thenCompose(found -> {
            if (!found.missing().isEmpty()) {
                return settled(Bench.missing(target.key(), found.missing()), false, actual.uuid(), writes);
            }
            return writer.write(target.key(), actual.uuid(), difference, found.uuids())
                    .thenCompose(series -> {
                        Answer failed = series.failed();
                        if (failed != null) {
                            StepOutcome outcome = bench.failed(target.key(), failed);
                            return settled(outcome, false, actual.uuid(), writes + series.done());
                        }
                        return bench.settle(attempt)
                                .thenCompose(pause -> lists(target, attempt + 1, writes + series.done()));
                    });
        });
    }

    private CompletionStage<Optional<Actual>> read(Target target) {
        String uuid = target.uuid();
        if (uuid == null) {
            return bench.directory().byName(target.key());
        }
        return bench.directory()
                .byUuid(target.key().type(), uuid)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedStage(found)
                        : bench.directory().byName(target.key()));
    }

    private static StepOutcome applied(ObjectKey key, Settled settled) {
        StepOutcome failure = settled.failure();
        return failure != null
                ? failure
                : new StepOutcome.Applied(key, settled.uuid(), Origin.FOREIGN, settled.writes());
    }

    private static CompletionStage<Settled> settled(
            @Nullable StepOutcome failure, boolean absent, String uuid, int writes) {
        return CompletableFuture.completedStage(new Settled(failure, absent, uuid, writes));
    }

    private static CompletionStage<StepOutcome> done(StepOutcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }
}
