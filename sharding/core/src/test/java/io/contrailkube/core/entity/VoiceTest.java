package io.contrailkube.core.entity;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.reconcile.Settlement.Nature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceTest {
    private static final ObjectId ABOUT = namespace("ns1").fact().id();
    private static final Problem BAD = Problem.warning("InvalidAnnotation", "bad");
    private static final Problem LATE = Problem.warning("NotReady", "late");

    private final Voice voice = Voice.ofOneObject("NotReady");

    private static Failure failure(Nature nature) {
        return new Failure(names().project("ns1"), nature, "because");
    }

    /** Nature, failures in a row, reason of the Event (`-` for none). */
    @ParameterizedTest
    @CsvSource({
        "CONFLICT, 1, ObjectConflict",
        "UNCHANGEABLE, 1, ObjectConflict",
        "REFUSED, 1, NotReady",
        "TRANSIENT, 1, -",
        "TRANSIENT, 2, -",
        "TRANSIENT, 3, NotReady",
        "TRANSIENT, 30, NotReady",
    })
    void tellsOfFailuresThatLast(Nature nature, int inARow, String reason) {
        List<Problem> problems = voice.problems(List.of(failure(nature)), inARow);
        if (reason.equals("-")) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.reason()).isEqualTo(reason);
                assertThat(problem.message()).contains("project default-domain:k8s-ns1", "because", ";");
            });
        }
    }

    @Test
    void saysEachTextOnceAndAgainWhenItComesBack() {
        assertThat(voice.speak(ABOUT, List.of(BAD))).containsExactly(new Action.Tell(ABOUT, BAD));
        assertThat(voice.speak(ABOUT, List.of(BAD))).isEmpty();
        assertThat(voice.speak(ABOUT, List.of())).isEmpty();
        assertThat(voice.speak(ABOUT, List.of(BAD))).hasSize(1);
    }

    @Test
    void saysThatItIsOver() {
        voice.speak(ABOUT, List.of(LATE, BAD));
        assertThat(voice.speak(ABOUT, List.of(BAD)))
                .containsExactly(new Action.Tell(
                        ABOUT,
                        new Problem(Severity.NORMAL, "Recovered", "Namespace ns1 stands in Contrail as it should")));
        assertThat(voice.speak(ABOUT, List.of()))
                .as("an annotation is no outage")
                .isEmpty();
    }
}
