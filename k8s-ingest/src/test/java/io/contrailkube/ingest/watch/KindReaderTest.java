package io.contrailkube.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.ingest.http.ApiFailure;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.support.Things;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindReaderTest {
    private final KindReader reader = new KindReader(Things.PLAIN);

    @Test
    void addedAndModifiedAreTheSame() {
        var expected = new Frame("7", new WatchEvent.Changed(Things.thing("ns", "a", "a", "red"), null));

        assertThat(frame(Things.event("ADDED", Things.json("a", 7, "red")))).isEqualTo(expected);
        assertThat(frame(Things.event("MODIFIED", Things.json("a", 7, "red")))).isEqualTo(expected);
    }

    @Test
    void deletedIsPassedOnEvenIfTheObjectDidNotCount() {
        String hidden =
                "{\"metadata\":{\"namespace\":\"ns\",\"name\":\"a\",\"uid\":\"u\",\"resourceVersion\":\"8\"},\"hidden\":true}";

        assertThat(frame(Things.event("DELETED", hidden)))
                .isEqualTo(new Frame("8", new WatchEvent.Deleted(Things.id("ns", "a", "u"), null)));
        assertThat(frame(Things.event("MODIFIED", hidden)))
                .isEqualTo(new Frame("8", new WatchEvent.Ignored(Things.id("ns", "a", "u"))));
    }

    @Test
    void aNamespaceIsInItself() {
        var event = new KindReader(new NamespaceKind())
                .frame(ByteString.fromString(Things.event(
                        "DELETED", "{\"metadata\":{\"name\":\"blue\",\"uid\":\"u\",\"resourceVersion\":\"8\"}}")))
                .event();

        assertThat(event)
                .isEqualTo(new WatchEvent.Deleted(new ObjectId(NamespaceKind.NAME, "blue", "blue", "u"), null));
    }

    @Test
    void aBookmarkMovesTheVersionOnly() {
        assertThat(frame(Things.bookmark(99))).isEqualTo(new Frame("99", null));
    }

    @Test
    void theNewestTimeInTheObjectIsWhenItHappened() {
        String object =
                """
                {"metadata":{"namespace":"ns","name":"a","uid":"u","resourceVersion":"8","creationTimestamp":"2026-01-01T00:00:00Z",
                "managedFields":[{"time":"2026-01-01T00:00:05Z"},{"time":"bad"},{"time":"2026-01-01T00:00:03Z"}]}}"""
                        .replace("\n", "");

        assertThat(frame(Things.event("MODIFIED", object)).event())
                .isEqualTo(new WatchEvent.Changed(
                        Things.thing("ns", "a", "u", ""), Instant.parse("2026-01-01T00:00:05Z")));
    }

    @Test
    void anErrorIsWhatItsCodeSays() {
        assertThat(failure(Things.error(410, "too old resource version")).kind())
                .isEqualTo(Cause.EXPIRED);
        assertThat(failure(Things.error(403, "no")).kind()).isEqualTo(Cause.REFUSED);
        assertThat(failure("{\"type\":\"ERROR\",\"object\":{}}").kind()).isEqualTo(Cause.TROUBLED);
        assertThat(failure("{\"type\":\"ERROR\",\"object\":{\"code\":504,\"details\":{\"retryAfterSeconds\":3}}}")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ADDED\",\"obj",
                "[]",
                "7",
                "{}",
                "{\"type\":\"ADDED\"}",
                "{\"type\":\"HOPPED\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\"}}}",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\",\"name\":\"a\"}}}",
                "{\"type\":\"DELETED\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\",\"name\":\"a\"}}}"
            })
    void whatCannotBeReadIsNeverAnEvent(String line) {
        ApiFailure failure = failure(line);

        assertThat(failure.kind()).isEqualTo(Cause.MALFORMED);
        assertThat(failure.getMessage()).contains(line);
    }

    @Test
    void aPageHoldsTheObjectsThatCount() throws IOException {
        String hidden = "{\"metadata\":{\"namespace\":\"ns\",\"name\":\"b\",\"uid\":\"u\"},\"hidden\":true}";
        String nobody = "{\"metadata\":{\"name\":\"c\"}}";
        var page = reader.page(
                new ObjectMapper().readTree(Things.list(5, "next", Things.json("a", 1, "red"), hidden, nobody)));

        assertThat(page.facts()).containsExactly(Things.thing("ns", "a", "a", "red"));
        assertThat(page.more()).isEqualTo("next");
        assertThat(page.version()).isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":[]}", "{\"metadata\":{\"resourceVersion\":\"1\"}}", "[]"})
    void aListWithoutItemsOrVersionIsNone(String body) throws IOException {
        var tree = new ObjectMapper().readTree(body);

        var failure = catchThrowableOfType(ApiFailure.class, () -> reader.page(tree));

        assertThat(failure.kind()).isEqualTo(Cause.MALFORMED);
    }

    private Frame frame(String line) {
        return reader.frame(ByteString.fromString(line.strip()));
    }

    private ApiFailure failure(String line) {
        return catchThrowableOfType(ApiFailure.class, () -> frame(line));
    }
}
