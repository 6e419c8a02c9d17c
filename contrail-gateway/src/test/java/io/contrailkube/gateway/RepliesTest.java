package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import io.contrailkube.gateway.Answer.Answered;
import io.contrailkube.gateway.Answer.Fenced;
import io.contrailkube.gateway.Answer.Unanswered;
import io.contrailkube.gateway.Replies.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {
    private static final ObjectKey KEY = ObjectKey.of(ContrailTypes.PROJECT, "d", "p");
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static Answered text(int status, String text) {
        return new Answered(status, MissingNode.getInstance(), text);
    }

    @ParameterizedTest
    @CsvSource({
        "200, DONE",
        "202, DRAFT",
        "404, ABSENT",
        "409, CONFLICT",
        "400, REFUSED",
        "403, REFUSED",
        "412, REFUSED",
        "413, REFUSED",
        "401, FAILED",
        "500, FAILED",
        "502, FAILED",
        "503, FAILED",
        "304, FAILED"
    })
    void onlyTheStatusCounts(int status, Verdict verdict) {
        assertThat(Replies.verdict(text(status, "whatever"))).isEqualTo(verdict);
    }

    @Test
    void outcomesSayWhatToDoNext() {
        assertThat(Replies.outcome(KEY, text(503, "No connection to zookeeper."), PAUSE))
                .isEqualTo(new StepOutcome.Retry(KEY, "503 No connection to zookeeper.", PAUSE));
        assertThat(Replies.outcome(KEY, text(400, "bad\nworse"), PAUSE))
                .isEqualTo(new StepOutcome.Refused(KEY, Refusal.INVALID, 400, "400 bad"));
        assertThat(Replies.outcome(KEY, text(409, "in use"), PAUSE))
                .isEqualTo(new StepOutcome.Waiting(KEY, "409 in use"));
        assertThat(Replies.outcome(KEY, text(202, ""), PAUSE)).isInstanceOf(StepOutcome.Retry.class);
        assertThat(Replies.outcome(KEY, new Fenced(), PAUSE)).isEqualTo(new StepOutcome.Fenced(KEY));
        Duration long_ = Duration.ofSeconds(9);
        assertThat(Replies.outcome(KEY, new Unanswered("away", long_, true), PAUSE))
                .isEqualTo(new StepOutcome.Retry(KEY, "away", long_));
    }

    @Test
    void textsAreOneLineForPeople() {
        assertThat(Replies.summary(
                        text(412, "<html><head><title>Error</title></head><body><p>quota exceeded</p></body>")))
                .isEqualTo("quota exceeded");
        assertThat(Replies.summary(text(500, "Traceback (most recent call last):\n  File x\nKeyError: 'uuid'\n")))
                .isEqualTo("KeyError: 'uuid'");
        assertThat(Replies.summary(text(409, "['a', 'b'] already exists with uuid: U1")))
                .isEqualTo("['a', 'b'] already exists with uuid: U1");
        assertThat(Replies.summary(text(500, ""))).isEqualTo("(no text)");
        assertThat(Replies.summary(text(400, "x".repeat(500)))).hasSize(303);
    }

    @Test
    void listsComeWithAndWithoutEnvelopes() throws Exception {
        var list = new ObjectMapper()
                .readTree(
                        """
                {"projects": [
                  {"project": {"fq_name": ["d", "p"], "uuid": "U1", "display_name": "p",
                    "id_perms": {"uuid": {"uuid_lslong": 12736056387598247893}}}},
                  {"fq_name": ["d", "q"], "uuid": "U2", "href": "http://x/project/U2"}]}""");
        assertThat(Replies.objects("project", list))
                .extracting(actual -> actual.key().fqName().toString(), actual -> actual.uuid())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("d:p", "U1"),
                        org.assertj.core.groups.Tuple.tuple("d:q", "U2"));
    }
}
