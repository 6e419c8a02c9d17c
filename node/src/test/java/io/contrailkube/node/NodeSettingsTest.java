package io.contrailkube.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {
    @Test
    void defaultsLetNobodyChangeAnythingAndNobodyElseIn() {
        NodeSettings settings = read("");

        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().token()).isEmpty();
        assertThat(settings.journalRetry().min()).isPositive();
    }

    @Test
    void aTokenMayComeFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cret.=\n");

        assertThat(read("contrail-kube.node.http { token = other, token-file = \"" + file + "\" }")
                        .http()
                        .token())
                .isEqualTo("s3cret.=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("contrail-kube.node.http.token-file = \"" + folder.resolve("none") + '"'))
                .withMessageContaining("token-file")
                .withMessageContaining("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open sesame", "schlüssel", "a\\tb", "\\\"quoted\\\""})
    void aTokenThatNoHeaderCanCarryIsRefusedAndNotShown(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("contrail-kube.node.http.token = \"" + token + '"'))
                .withMessageContaining("contrail-kube.node.http.token")
                .withMessageNotContaining(token);
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(read("contrail-kube.node.http.token = s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        var retry = new NodeSettings.Retry(Duration.ofSeconds(1), Duration.ofSeconds(5));

        assertThat(retry.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retry.pause(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(retry.pause(4)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.pause(1000)).isEqualTo(Duration.ofSeconds(5));
    }

    private static NodeSettings read(String hocon) {
        return NodeSettings.from(ConfigFactory.parseString(hocon)
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    }
}
