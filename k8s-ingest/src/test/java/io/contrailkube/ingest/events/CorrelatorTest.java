package io.contrailkube.ingest.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.ingest.IngestSettings.Events;
import io.contrailkube.ingest.IngestSettings.Rate;
import io.contrailkube.ingest.events.Correlator.Verdict;
import io.contrailkube.ingest.support.Things;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorrelatorTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private final List<Verdict> withheld = new ArrayList<>();
    private final Correlator correlator =
            new Correlator(new Events(WINDOW, 100, 10, new Rate(3, 0.1), new Rate(1, 1)), withheld::add);

    @Test
    void repeatsAreCountedAndWrittenAfterTheWindow() {
        assertThat(take("x", "broken", 0)).hasValueSatisfying(entry -> {
            assertThat(entry.repeats()).isEqualTo(1);
            assertThat(entry.known()).isFalse();
        });
        assertThat(take("x", "broken", 1)).isEmpty();
        assertThat(take("x", "broken", 299)).isEmpty();
        assertThat(withheld).containsExactly(Verdict.COUNTED, Verdict.COUNTED);

        assertThat(take("x", "broken", 300)).hasValueSatisfying(entry -> {
            assertThat(entry.repeats()).isEqualTo(3);
            assertThat(entry.known()).isTrue();
        });
    }

    @Test
    void oneObjectIsLimitedAndTheOthersAreNot() {
        for (int i = 0; i < 5; i++) {
            take("x", "message " + i, 0);
        }
        assertThat(withheld).containsExactly(Verdict.LIMITED, Verdict.LIMITED);
        assertThat(take("y", "message", 0)).isPresent();
        assertThat(take("x", "message 9", 9)).isEmpty();
        assertThat(take("x", "message 9", 10))
                .hasValueSatisfying(entry -> assertThat(entry.repeats()).isEqualTo(2));
    }

    @Test
    void whatCouldNotBeWrittenIsANewOne() {
        Entry entry = take("x", "broken", 0).orElseThrow();

        correlator.failed(entry);

        assertThat(take("x", "broken", 1))
                .hasValueSatisfying(again -> assertThat(again.known()).isFalse());
    }

    @Test
    void onlySoManyAreRemembered() {
        var small = new Correlator(new Events(WINDOW, 2, 10, new Rate(9, 1), new Rate(1, 1)), withheld::add);
        for (String name : List.of("a", "b", "c")) {
            assertThat(small.take(report(name, "broken", 0))).isPresent();
        }
        assertThat(small.take(report("c", "broken", 1))).isEmpty();
        assertThat(small.take(report("a", "broken", 1))).isPresent();
    }

    private Optional<Entry> take(String name, String message, long second) {
        return correlator.take(report(name, message, second));
    }

    private static Report report(String name, String message, long second) {
        var notice = new Notice(Things.id("ns", name, name), Severity.WARNING, "Broken", message);
        return new Report(notice, Instant.EPOCH.plusSeconds(second));
    }
}
