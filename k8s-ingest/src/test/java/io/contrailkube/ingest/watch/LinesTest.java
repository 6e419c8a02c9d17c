package io.contrailkube.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.util.ByteString;
import io.contrailkube.ingest.http.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void linesComeOutWholeHoweverTheBytesAreCut() {
        var text = new StringBuilder();
        var expected = new ArrayList<String>();
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            String line = "ü".repeat(1 + random.nextInt(40)) + i;
            expected.add(line);
            text.append(line).append('\n');
        }
        ByteString bytes = ByteString.fromString(text.toString());
        for (int seed = 0; seed < 50; seed++) {
            var cut = new Random(seed);
            var lines = new Lines(1000);
            var found = new ArrayList<String>();
            for (int from = 0; from < bytes.size(); ) {
                int to = Math.min(bytes.size(), from + 1 + cut.nextInt(200));
                lines.add(bytes.slice(from, to)).forEach(line -> found.add(line.utf8String()));
                from = to;
            }
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void blankLinesAreNothing() {
        assertThat(new Lines(10).add(ByteString.fromString("\n\r\na\n")))
                .isEqualTo(List.of(ByteString.fromString("a")));
    }

    @Test
    void aLineThatIsTooLongIsRefusedBeforeItsEnd() {
        var lines = new Lines(10);
        assertThat(lines.add(ByteString.fromString("0123456789\n"))).hasSize(1);
        assertThat(lines.add(ByteString.fromString("01234"))).isEmpty();
        assertThatThrownBy(() -> lines.add(ByteString.fromString("567890")))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("max-line");
    }
}
