package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contrailkube.persistence.JournalUnavailable.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallIT {
    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = '%s' ORDER BY table_name";
    private static final String VERSIONS = "SELECT version FROM schema_history WHERE version IS NOT NULL";

    @Test
    void createsTheTablesAndDoesNothingTheSecondTime() {
        PersistenceSettings settings = Databases.empty();

        Journal.install(settings);
        Journal.install(settings);

        assertThat(Databases.ask(settings, TABLES.formatted("public")))
                .containsExactly("event_journal", "event_tag", "schema_history", "snapshot");
        assertThat(Databases.ask(settings, VERSIONS)).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "controller"})
    void replicasMayInstallAtTheSameTime(String schema) {
        PersistenceSettings settings = Databases.settings(
                Map.of("url", Databases.empty().server().url(), "user", "postgres", "schema", schema));

        CompletableFuture<?>[] replicas = Stream.generate(() -> settings)
                .limit(4)
                .map(each -> CompletableFuture.runAsync(() -> Journal.install(each), task -> new Thread(task).start()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(replicas).join();

        assertThat(Databases.ask(settings, TABLES.formatted(schema)))
                .containsExactly("event_journal", "event_tag", "schema_history", "snapshot");
        assertThat(Databases.ask(settings, VERSIONS)).containsExactly("1");
    }

    @Test
    void otherProgramsTablesAreNotMixedWithOurs() {
        PersistenceSettings settings = Databases.empty();
        Databases.run(settings, "CREATE TABLE theirs (id INTEGER)");

        assertThat(refusal(settings))
                .returns(Reason.WRONG_SCHEMA, JournalUnavailable::reason)
                .message()
                .contains("non-empty schema", "contrail-kube.journal.schema");
        assertThat(Databases.ask(settings, TABLES.formatted("public"))).containsExactly("theirs");
    }

    @Test
    @Timeout(10)
    void nobodyListening() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://localhost:" + port + "/contrail";

        assertThat(refusal(Databases.settings(Map.of("url", url, "user", "controller", "password", "sesame"))))
                .returns(Reason.UNREACHABLE, JournalUnavailable::reason)
                .returns(true, JournalUnavailable::mayPass)
                .message()
                .contains(url, "user controller", "refused", "contrail-kube.journal.url")
                .doesNotContain("sesame");
    }

    @Test
    @Timeout(10)
    void somebodyListeningWhoSaysNothing() throws IOException {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PersistenceSettings settings = Databases.settings(Map.of(
                    "url",
                    "jdbc:postgresql://localhost:" + mute.getLocalPort() + "/contrail",
                    "connect-timeout",
                    Duration.ofSeconds(1)));

            assertThat(refusal(settings)).returns(Reason.UNREACHABLE, JournalUnavailable::reason);
        }
    }

    @Test
    void unknownHost() {
        String url = "jdbc:postgresql://no-such-host.invalid/contrail";

        assertThat(refusal(Databases.settings(Map.of("url", url))))
                .returns(Reason.UNREACHABLE, JournalUnavailable::reason)
                .message()
                .contains(url, "no-such-host.invalid");
    }

    @Test
    void wrongPassword() throws IOException {
        PersistenceSettings settings = Databases.empty();
        Databases.run(settings, "CREATE ROLE guarded LOGIN PASSWORD 'right'");
        demandPasswordOf("guarded", settings);

        String url = settings.server().url();
        JournalUnavailable refusal =
                refusal(Databases.settings(Map.of("url", url + "?password=wrong", "user", "guarded")));

        assertThat(refusal)
                .returns(Reason.LOGIN_REFUSED, JournalUnavailable::reason)
                .returns(false, JournalUnavailable::mayPass)
                .message()
                .contains(url + "?password=*** (user guarded)", "password authentication failed", "password-file")
                .doesNotContain("wrong");
    }

    @Test
    void missingDatabase() {
        assertThat(refusal(Databases.settings(Map.of("url", Databases.urlOf("nowhere"), "user", "postgres"))))
                .returns(Reason.NO_DATABASE, JournalUnavailable::reason)
                .message()
                .contains("database \"nowhere\" does not exist", "CREATE DATABASE name OWNER postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "controller"})
    void missingRights(String schema) {
        PersistenceSettings settings = Databases.empty();
        String user = "poor_" + schema;
        Databases.run(settings, "CREATE ROLE " + user + " LOGIN");

        assertThat(refusal(Databases.settings(Map.of("url", settings.server().url(), "user", user, "schema", schema))))
                .returns(Reason.NO_RIGHTS, JournalUnavailable::reason)
                .message()
                .contains("permission denied", "GRANT USAGE, CREATE ON SCHEMA " + schema + " TO " + user);
    }

    private static JournalUnavailable refusal(PersistenceSettings settings) {
        return catchThrowableOfType(JournalUnavailable.class, () -> Journal.install(settings));
    }

    /** The embedded server trusts everybody; this user it shall not. */
    private static void demandPasswordOf(String user, PersistenceSettings settings) throws IOException {
        Path rules = Path.of(Databases.ask(settings, "SHOW hba_file").get(0));
        List<String> lines = Files.readAllLines(rules);
        lines.add(0, "host all " + user + " all scram-sha-256");
        Files.write(rules, lines);
        Databases.run(settings, "SELECT pg_reload_conf()");
    }
}
