package io.contrailkube.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CourseTest {
    private static final ApiResource THINGS = new ApiResource("", "v1", "things");
    private static final Course AT_7 = Course.START.servedAt(THINGS).at("7");

    @Test
    void startsWithDiscoveryAndAList() {
        assertThat(Course.START.lists()).isTrue();
        assertThat(Course.START.resource()).isNull();
        assertThat(AT_7.lists()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"UNREACHABLE", "SILENT", "CUT", "TROUBLED", "REFUSED"})
    void aLostConnectionIsTakenUpWhereItWas(Cause cause) {
        assertThat(AT_7.failed(cause, false)).isEqualTo(new Course(THINGS, "7", 1, cause));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"EXPIRED", "MALFORMED"})
    void whatMayHaveBeenMissedIsListed(Cause cause) {
        assertThat(AT_7.failed(cause, false)).isEqualTo(new Course(THINGS, null, 1, cause));
    }

    @Test
    void aResourceThatIsNotServedIsLookedForAnew() {
        assertThat(AT_7.failed(Cause.NOT_SERVED, false)).isEqualTo(new Course(null, null, 1, Cause.NOT_SERVED));
    }

    @Test
    void aVersionThatNoWatchIsGivenForIsDoubtedOnce() {
        Course twice = AT_7.failed(Cause.TROUBLED, false).failed(Cause.TROUBLED, false);
        Course thrice = twice.failed(Cause.TROUBLED, false);

        assertThat(twice.lists()).isFalse();
        assertThat(thrice.lists()).isTrue();
        assertThat(thrice.at("9").failed(Cause.TROUBLED, false).lists()).isFalse();
    }

    @Test
    void aServerThatIsAwayForLongCostsNoList() {
        Course course = AT_7;
        for (int i = 0; i < 100; i++) {
            course = course.failed(Cause.UNREACHABLE, false);
        }
        assertThat(course).isEqualTo(new Course(THINGS, "7", 100, Cause.UNREACHABLE));
    }

    @Test
    void aServerThatComesBackWithoutHistoryIsListedSoonButNotInALoop() {
        Course away = AT_7.failed(Cause.UNREACHABLE, false).failed(Cause.UNREACHABLE, false);
        Course back = away.failed(Cause.EXPIRED, false);

        assertThat(back.failures()).isEqualTo(1);
        assertThat(back.at("9").failed(Cause.EXPIRED, false).failures()).isEqualTo(2);
    }

    @Test
    void aWatchThatLivedEndsTheRowOfFailures() {
        Course failing = AT_7.failed(Cause.CUT, false).failed(Cause.CUT, false);

        assertThat(failing.failed(Cause.CUT, true).failures()).isEqualTo(1);
        assertThat(failing.ended()).isEqualTo(AT_7);
    }
}
