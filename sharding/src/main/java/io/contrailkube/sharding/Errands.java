package io.contrailkube.sharding;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.Brain;
import io.contrailkube.core.plan.Fence;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Plan;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.sharding.Inquiries.Question;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Carries out what a brain of either kind wants done. */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    /** A fault of ours does not go away soon: it is tried again with the pauses of many failures. */
    private static final int FAULT = 5;

    private final EntityName entity;
    private final Workbench bench;
    private final Mailbox mailbox;
    private final Lifetime lifetime;
    private final Inquiries inquiries;
    private final Set<OwnerKey> inFlight = new HashSet<>();
    private final Set<OwnerKey> retrying = new HashSet<>();

    Errands(EntityName entity, Workbench bench, Mailbox mailbox, Lifetime lifetime, Inquiries inquiries) {
        this.entity = entity;
        this.bench = bench;
        this.mailbox = mailbox;
        this.lifetime = lifetime;
        this.inquiries = inquiries;
    }

    /** Actions that only one kind of entity has are left alone. */
    void carryOut(Action action, Fence fence, Brain<?, ?> brain) {
        if (action instanceof Action.Launch launch) {
            launch(launch.order().owner(), launch.order().steps(), fence);
        } else if (action instanceof Action.TryAgain again) {
            tryAgain(again);
        } else if (action instanceof Action.Read read) {
            inquiries.ask(
                    read.purpose(),
                    new Question<>(
                            () -> bench.ports().contrail().read(read.lookups()),
                            found -> true,
                            found -> brain.read(read.purpose(), found)));
        } else if (action instanceof Action.Tell tell) {
            tell(tell);
        } else if (action instanceof Action.Remark remark) {
            remark(remark.problem());
        } else if (action instanceof Action.Fault fault) {
            LOG.error(
                    "{}: fault in the controller: what {} needs cannot be told", entity, fault.owner(), fault.cause());
            tryAgain(new Action.TryAgain(fault.owner(), FAULT, true));
        } else if (action instanceof Action.Served served) {
            bench.metrics()
                    .served(
                            served.kind(),
                            Duration.between(served.seen(), bench.clock().instant()));
        }
    }

    /** Whether the plan was launched in this life; if so its outcomes count. */
    boolean finished(Report.PlanFinished report) {
        if (report.of() != lifetime || !inFlight.remove(report.owner())) {
            return false;
        }
        bench.metrics().outcomes(report.outcomes());
        settle(report.owner());
        return true;
    }

    boolean anyInFlight() {
        return !inFlight.isEmpty();
    }

    void end() {
        bench.metrics().retrying(entity.kind(), -retrying.size());
        retrying.clear();
    }

    private void launch(OwnerKey owner, List<Step> steps, Fence fence) {
        inFlight.add(owner);
        LOG.debug("{}: {} steps for {}", entity, steps.size(), owner);
        applied(new Plan(entity.toString(), owner, steps, fence)).whenComplete((outcomes, failure) -> mailbox.self()
                .tell(new Report.PlanFinished(
                        lifetime, owner, failure == null ? outcomes : afterBug(owner, steps, failure))));
    }

    private CompletionStage<List<StepOutcome>> applied(Plan plan) {
        try {
            return bench.ports().contrail().apply(plan);
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    /** It is not known what was written: the same as if Contrail had not answered. */
    private List<StepOutcome> afterBug(OwnerKey owner, List<Step> steps, Throwable bug) {
        LOG.error("{}: the plan for {} failed; it is tried again", entity, owner, bug);
        return steps.stream()
                .<StepOutcome>map(
                        step -> new StepOutcome.Retry(step.key(), "fault in the controller: " + bug, Duration.ZERO))
                .toList();
    }

    private void tryAgain(Action.TryAgain again) {
        if (retrying.add(again.owner())) {
            bench.metrics().retrying(entity.kind(), 1);
        }
        bench.metrics().retry(again.refused());
        Duration pause = bench.settings().pauses().afterFailures(again.failures(), again.refused());
        LOG.debug("{}: {} again in {} ms, failure {}", entity, again.owner(), pause.toMillis(), again.failures());
        mailbox.alarms().set(again.owner(), new Report.RetryDue(again.owner()), pause);
    }

    /** The owner key does not wait any more. */
    void settle(OwnerKey owner) {
        if (retrying.remove(owner)) {
            bench.metrics().retrying(entity.kind(), -1);
        }
    }

    private void remark(Problem problem) {
        bench.metrics().told(problem.reason());
        LOG.atLevel(problem.severity() == Severity.WARNING ? Level.WARN : Level.INFO)
                .log("{}: {}: {}", entity, problem.reason(), problem.message());
    }

    private void tell(Action.Tell tell) {
        Problem problem = tell.problem();
        bench.metrics().told(problem.reason());
        LOG.info("{}: {}: {}", tell.about(), problem.reason(), problem.message());
        bench.ports()
                .events()
                .report(new Notice(tell.about(), problem.severity(), problem.reason(), problem.message()));
    }
}
