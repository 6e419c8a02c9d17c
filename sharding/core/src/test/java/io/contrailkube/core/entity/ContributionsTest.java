package io.contrailkube.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.state.Contribution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContributionsTest {
    private static Contribution of(@Nullable Boolean snat, @Nullable String reader, String... tags) {
        return new Contribution(new TreeSet<>(List.of(tags)), true, snat, reader);
    }

    @Test
    void whatSeveralWantLastsUntilTheLastOneGoes() {
        Contribution one = of(null, "p", "a=b");
        Contribution two = of(null, "p", "a=b", "c=d");
        var sums = new Contributions(Map.of("ns1", one));
        sums.replace(null, two);
        sums.replace(one, null);
        assertThat(sums.wantsTag("a=b")).isTrue();
        assertThat(sums.readers()).containsExactly("p");
        sums.replace(two, of(null, null, "c=d"));
        assertThat(sums.wantsTag("a=b")).isFalse();
        assertThat(sums.wantsTag("c=d")).isTrue();
        assertThat(sums.readers()).isEmpty();
    }

    @Test
    void readersAreInOrder() {
        var sums = new Contributions(Map.of("a", of(null, "2"), "b", of(null, "1")));
        assertThat(sums.readers()).containsExactly("1", "2");
    }

    @Test
    void foundationDependsOnReadersAndOnTheSnatOfDefault() {
        assertThat(Contributions.foundationDiffers("ns1", null, of(null, null, "a=b")))
                .isFalse();
        assertThat(Contributions.foundationDiffers("ns1", null, of(null, "p"))).isTrue();
        assertThat(Contributions.foundationDiffers("ns1", of(null, "p"), of(null, "p", "a=b")))
                .isFalse();
        assertThat(Contributions.foundationDiffers("ns1", of(null, "p"), Contribution.NONE))
                .isTrue();
        assertThat(Contributions.foundationDiffers("ns1", null, of(true, null))).isFalse();
        assertThat(Contributions.foundationDiffers("default", null, of(true, null)))
                .isTrue();
        assertThat(Contributions.foundationDiffers("default", of(true, null), of(true, null)))
                .isFalse();
    }

    /** Failures in a row, longest pause, pause, in seconds. */
    @ParameterizedTest
    @CsvSource({"0,60,1", "1,60,1", "2,60,2", "3,60,4", "6,60,32", "7,60,60", "1000000,60,60", "1,1,1"})
    void pausesDoubleUpToTheirLimit(int failures, long cap, long pause) {
        assertThat(Action.pause(failures, Duration.ofSeconds(cap))).isEqualTo(Duration.ofSeconds(pause));
    }
}
