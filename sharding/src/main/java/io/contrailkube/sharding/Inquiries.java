package io.contrailkube.sharding;

import io.contrailkube.core.port.ContrailPort.ContrailUnavailable;
import io.contrailkube.sharding.ShardingSettings.Pauses;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Questions of an entity to others, asked again with growing pauses until they are answered. One at a time per key: a new
 * question replaces the earlier one, whose answer is then dropped.
 */
final class Inquiries {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    /** Now and then a question fails because somebody is moving; more than that is worth a look. */
    private static final int PATIENCE = 3;

    private final String entity;
    private final Mailbox mailbox;
    private final Pauses pauses;
    private final Map<Object, Inquiry<?>> latest = new HashMap<>();

    Inquiries(String entity, Mailbox mailbox, Pauses pauses) {
        this.entity = entity;
        this.mailbox = mailbox;
        this.pauses = pauses;
    }

    /** A question and how often it was asked in vain; used by its entity only. */
    static final class Inquiry<T> {
        private final Object key;
        private final Question<T> question;
        private int failures;

        private Inquiry(Object key, Question<T> question) {
            this.key = key;
            this.question = question;
        }
    }

    /**
     * @param asking asks
     * @param settles whether an answer is the last one wanted
     * @param digest takes in an answer, as part of the entity
     */
    record Question<T>(Supplier<CompletionStage<T>> asking, Predicate<T> settles, Consumer<T> digest) {}

    <T> void ask(Object key, Question<T> question) {
        var inquiry = new Inquiry<>(key, question);
        latest.put(key, inquiry);
        put(inquiry);
    }

    /** Whether the answer was still waited for; if so it has been taken in. */
    boolean answered(Report.Answered answer) {
        Inquiry<?> inquiry = answer.inquiry();
        if (!isLatest(inquiry)) {
            return false;
        }
        answer.digest().run();
        if (answer.settled()) {
            latest.remove(inquiry.key);
        } else {
            askLater(inquiry);
        }
        return true;
    }

    void unanswered(Report.Unanswered report) {
        Inquiry<?> inquiry = report.inquiry();
        if (isLatest(inquiry)) {
            Duration pause = askLater(inquiry);
            Throwable cause = report.failure() instanceof CompletionException wrapper && wrapper.getCause() != null
                    ? wrapper.getCause()
                    : report.failure();
            boolean expected = cause instanceof ContrailUnavailable || inquiry.failures != PATIENCE;
            LOG.atLevel(expected ? Level.DEBUG : Level.WARN)
                    .log(
                            "{}: no answer to {} after {} attempts ({}); asked again in {} ms",
                            entity,
                            inquiry.key,
                            inquiry.failures,
                            cause.toString(),
                            pause.toMillis());
        }
    }

    void again(Inquiry<?> inquiry) {
        if (isLatest(inquiry)) {
            put(inquiry);
        }
    }

    private <T> void put(Inquiry<T> inquiry) {
        asked(inquiry.question).whenComplete((answer, failure) -> {
            if (failure != null) {
                mailbox.self().tell(new Report.Unanswered(inquiry, failure));
            } else {
                Question<T> question = inquiry.question;
                mailbox.self()
                        .tell(new Report.Answered(inquiry, question.settles().test(answer), () -> question.digest()
                                .accept(answer)));
            }
        });
    }

    private static <T> CompletionStage<T> asked(Question<T> question) {
        try {
            return question.asking().get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Duration askLater(Inquiry<?> inquiry) {
        inquiry.failures++;
        Duration pause = pauses.beforeAsking(inquiry.failures);
        mailbox.alarms().set(inquiry.key, new Report.AskAgain(inquiry), pause);
        return pause;
    }

    private boolean isLatest(Inquiry<?> inquiry) {
        return latest.get(inquiry.key) == inquiry;
    }
}
