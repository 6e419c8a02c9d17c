package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistenceSettingsTest {
    private static final String URL = "url = \"jdbc:postgresql://db/contrail\"\n";

    @Test
    void passwordComesFromItsFileWithoutTheLineEnd(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "open sesame\n");

        assertThat(read(URL + "password-file = \"" + file + '"').server().password())
                .isEqualTo("open sesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    url = ""                            | contrail-kube.journal.url is ''
                    url = "jdbc:mysql://u?password=abc" | password=***'
                    password = a, password-file = b     | exclude each other
                    password-file = "/no/such/file"     | password-file '/no/such/file' cannot be read
                    pool-size = 1                       | pool-size is 1
                    connect-timeout = 10ms              | connect-timeout is PT0.01S: at least 1s
                    retry-after = 0s                    | retry-after is PT0S: it must be positive
                    schema = ""                         | schema is empty
                    """)
    void whatCannotWorkIsRefused(String change, String message) {
        assertThatThrownBy(() -> read(URL + change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contrail-kube.journal.")
                .hasMessageContaining(message);
    }

    @Test
    void passwordsAreNotShown() {
        PersistenceSettings settings =
                read("url = \"jdbc:postgresql://db/c?sslPassword=abc&password=abc&ssl=true\"\npassword = abc");

        assertThat(settings.toString()).doesNotContain("abc").contains("ssl=true");
    }

    @Test
    void oneUrlAndOnePasswordReachTheSharedPool(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "sesame");
        PersistenceSettings settings =
                read(URL + "user = u, schema = s, pool-size = 4, password-file = \"" + file + '"');
        Config config = Journal.config(settings).withFallback(ConfigFactory.load());

        for (String plugin : new String[] {"jdbc-journal", "jdbc-snapshot-store", "jdbc-read-journal"}) {
            assertThat(config.getString(plugin + ".use-shared-db")).isEqualTo("contrail-kube");
        }
        Config pool = config.getConfig("akka-persistence-jdbc.shared-databases.contrail-kube.db");
        assertThat(pool.getString("url")).isEqualTo("jdbc:postgresql://db/contrail");
        assertThat(pool.getString("user")).isEqualTo("u");
        assertThat(pool.getString("password")).isEqualTo("sesame");
        assertThat(pool.getString("properties.currentSchema")).isEqualTo("s");
        assertThat(pool.getInt("maxConnections")).isEqualTo(4);
        assertThat(pool.getDuration("connectionTimeout")).hasSeconds(3);
        assertThat(config.getInt("jdbc-journal.parallelism")).isEqualTo(3);
        assertThat(config.getDuration("jdbc-snapshot-store.circuit-breaker.reset-timeout"))
                .hasSeconds(2);

        Files.delete(file);
        assertThat(PersistenceSettings.from(config)).as("read again from there").isEqualTo(settings);
    }

    @Test
    void userAndPasswordMayStandInTheUrl() {
        Config pool = Journal.config(read("url = \"jdbc:postgresql://db/c?user=u&password=p\""))
                .getConfig("akka-persistence-jdbc.shared-databases.contrail-kube.db");

        assertThat(pool.hasPath("user")).isFalse();
        assertThat(pool.hasPath("password")).isFalse();
    }

    private static PersistenceSettings read(String journal) {
        return PersistenceSettings.from(ConfigFactory.parseString(journal)
                .atPath(PersistenceSettings.PATH)
                .withFallback(ConfigFactory.defaultReference()));
    }
}
