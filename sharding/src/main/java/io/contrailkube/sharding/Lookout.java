package io.contrailkube.sharding;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.port.Question;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Looks for what the brain of a namespace wants to know of the world outside. */
final class Lookout {
    private final NamespaceBrain brain;
    private final Workbench bench;
    private final Mailbox mailbox;
    private final Inquiries inquiries;

    Lookout(NamespaceBrain brain, Workbench bench, Mailbox mailbox, Inquiries inquiries) {
        this.brain = brain;
        this.bench = bench;
        this.mailbox = mailbox;
        this.inquiries = inquiries;
    }

    void look(Question question) {
        inquiries.ask(
                question,
                new Inquiries.Question<Optional<?>>(
                        () -> found(question), found -> true, found -> brain.seen(question, found)));
    }

    void survey(ObjectKey project) {
        inquiries.ask(
                project,
                new Inquiries.Question<>(
                        () -> bench.ports().contrail().survey(project), found -> true, brain::surveyed));
    }

    void lookLater(Action.LookLater later) {
        mailbox.alarms()
                .set(
                        later,
                        new Report.LookDue(later.question()),
                        bench.settings().pauses().afterFailures(later.misses(), false));
    }

    private CompletionStage<Optional<?>> found(Question question) {
        if (question instanceof Question.FactNamed named) {
            return bench.ports()
                    .facts()
                    .replay(named.kind(), named.namespace())
                    .thenApply(replay -> named(replay, named.name()));
        }
        return bench.ports().contrail().find((Question.OfContrail) question).thenApply(found -> found);
    }

    private static Optional<KubeFact> named(Replay replay, String name) {
        return replay.facts().stream()
                .filter(fact -> fact.id().name().equals(name))
                .findFirst();
    }
}
