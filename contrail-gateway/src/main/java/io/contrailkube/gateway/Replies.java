package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From answers to outcomes and objects; by status code only, texts are for people (spec 04 API-35). */
final class Replies {
    private static final int LONGEST_REASON = 300;

    private Replies() {}

    /** What the status of a write means. */
    enum Verdict {
        DONE,
        /** Stored as a draft, which is not in force (API-160). */
        DRAFT,
        ABSENT,
        CONFLICT,
        REFUSED,
        /** Not sent, not answered, or the server failed. */
        FAILED
    }

    static Verdict verdict(Answer answer) {
        if (!(answer instanceof Answer.Answered answered)) {
            return Verdict.FAILED;
        }
        return switch (answered.status()) {
            case 200 -> Verdict.DONE;
            case 202 -> Verdict.DRAFT;
            case 404 -> Verdict.ABSENT;
            case 409 -> Verdict.CONFLICT;
            case 400, 403, 405, 412, 413, 414 -> Verdict.REFUSED;
            default -> Verdict.FAILED;
        };
    }

    /** The outcome of a step whose write was not done; a missing or disturbing object is worth waiting for. */
    static StepOutcome outcome(ObjectKey key, Answer answer, Duration pause) {
        if (answer instanceof Answer.Unanswered unanswered) {
            return new StepOutcome.Retry(key, unanswered.reason(), unanswered.pause());
        }
        if (!(answer instanceof Answer.Answered answered)) {
            return new StepOutcome.Fenced(key);
        }
        String reason = answered.status() + " " + summary(answered);
        return switch (verdict(answer)) {
            case DONE -> throw new IllegalStateException("a write of " + key + " that was done is no failure");
            case DRAFT ->
                new StepOutcome.Retry(key, "stored as a draft only: the server is in security draft mode", pause);
            case ABSENT, CONFLICT -> new StepOutcome.Waiting(key, reason);
            case REFUSED -> new StepOutcome.Refused(key, Refusal.INVALID, answered.status(), reason);
            case FAILED -> new StepOutcome.Retry(key, reason, pause);
        };
    }

    /** Why something could not be read, in words. */
    static String unavailable(String what, Answer answer) {
        if (answer instanceof Answer.Unanswered unanswered) {
            return unanswered.reason();
        }
        return answer instanceof Answer.Answered answered
                ? "cannot " + what + ": " + answered.status() + ' ' + summary(answered)
                : "cannot " + what + ": not sent";
    }

    /** One line of an answer's text: the last one of a traceback, else the first; markup is taken off (API-33, API-34). */
    static String summary(Answer.Answered answered) {
        String text = answered.text()
                .replaceAll("(?is)<(title|style|script)>.*?</\\1>", " ")
                .replaceAll("(?s)<[^>]*>", "\n");
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            return answered.json().isMissingNode()
                    ? "(no text)"
                    : shortened(answered.json().toString());
        }
        boolean traceback = lines.get(0).startsWith("Traceback");
        return shortened(lines.get(traceback ? lines.size() - 1 : 0));
    }

    /** The elements of a list; with detail each is in an envelope of its type (API-58). */
    static List<Actual> objects(String type, JsonNode list) {
        var objects = new ArrayList<Actual>();
        for (JsonNode element : list.path(type + 's')) {
            JsonNode content = element.has(type) ? element.get(type) : element;
            if (content instanceof ObjectNode body && body.path("fq_name").size() > 0) {
                objects.add(new Actual(
                        new ObjectKey(type, name(body.path("fq_name"))),
                        body.path("uuid").asText(),
                        body));
            }
        }
        return objects;
    }

    /** Children, referrers or references of one type, as another object lists them: no more than name and uuid. */
    static List<Actual> related(String type, JsonNode list) {
        var related = new ArrayList<Actual>();
        for (JsonNode element : list) {
            if (element instanceof ObjectNode body) {
                related.add(new Actual(
                        new ObjectKey(type, name(body.path("to"))),
                        body.path("uuid").asText(),
                        body));
            }
        }
        return related;
    }

    private static FqName name(JsonNode name) {
        var parts = new ArrayList<String>();
        name.forEach(part -> parts.add(part.asText()));
        return parts.isEmpty() ? FqName.of("ERROR") : new FqName(parts);
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
