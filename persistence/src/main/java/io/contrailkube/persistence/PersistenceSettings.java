package io.contrailkube.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Settings of the journal, {@code contrail-kube.journal} in HOCON; {@code reference.conf} says what each means. */
public record PersistenceSettings(Server server, Pool pool, Timeouts timeouts) {
    static final String PATH = "contrail-kube.journal";
    private static final String URL_START = "jdbc:postgresql:";

    /** Which database, as whom, and the schema of our tables. */
    public record Server(String url, String user, String password, String schema) {
        public Server {
            if (!url.startsWith(URL_START)) {
                throw new IllegalArgumentException(PATH + ".url is '" + redacted(url)
                        + "': it must be that of a PostgreSQL database, e.g. " + URL_START
                        + "//db.example:5432/contrail_kube");
            }
            if (schema.isEmpty()) {
                throw new IllegalArgumentException(PATH + ".schema is empty: name a schema, e.g. public");
            }
        }

        /** The URL as it may be shown: a password in its parameters is left out. */
        public String shownUrl() {
            return redacted(url);
        }

        private static String redacted(String url) {
            return url.replaceAll("(?i)(password=)[^&]*", "$1***");
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Server[url=" + shownUrl() + ", user=" + user + ", schema=" + schema + ']';
        }
    }

    /**
     * @param size connections
     * @param maxWaiting writes that may wait for a connection
     */
    public record Pool(int size, int maxWaiting) {
        public Pool {
            if (size < 2) {
                throw new IllegalArgumentException(
                        PATH + ".pool-size is " + size + ": at least 2, one to write and one to read");
            }
            if (maxWaiting < 1) {
                throw new IllegalArgumentException(
                        PATH + ".max-waiting-writes is " + maxWaiting + ": it must be at least 1");
            }
        }
    }

    /**
     * @param connect for a connection to come about, or to become free
     * @param answer a server that is silent for so long is taken for dead
     * @param check for the health check as a whole
     * @param retryAfter pause after failures in a row
     */
    public record Timeouts(Duration connect, Duration answer, Duration check, Duration retryAfter) {
        public Timeouts {
            atLeastASecond("connect-timeout", connect);
            atLeastASecond("answer-timeout", answer);
            atLeastASecond("check-timeout", check);
            if (retryAfter.isNegative() || retryAfter.isZero()) {
                throw new IllegalArgumentException(PATH + ".retry-after is " + retryAfter + ": it must be positive");
            }
        }

        private static void atLeastASecond(String name, Duration value) {
            if (value.toSeconds() < 1) {
                throw new IllegalArgumentException(PATH + '.' + name + " is " + value + ": at least 1s");
            }
        }
    }

    /** Reads the settings, and the password file if one is named. */
    public static PersistenceSettings from(Config root) {
        Config journal = root.getConfig(PATH);
        return new PersistenceSettings(
                new Server(
                        journal.getString("url"),
                        journal.getString("user"),
                        password(journal.getString("password"), journal.getString("password-file")),
                        journal.getString("schema")),
                new Pool(journal.getInt("pool-size"), journal.getInt("max-waiting-writes")),
                new Timeouts(
                        journal.getDuration("connect-timeout"),
                        journal.getDuration("answer-timeout"),
                        journal.getDuration("check-timeout"),
                        journal.getDuration("retry-after")));
    }

    /** The same settings as HOCON, with the password itself instead of its file. */
    Config toConfig() {
        return ConfigFactory.parseMap(
                        Map.ofEntries(
                                Map.entry("url", server.url),
                                Map.entry("user", server.user),
                                Map.entry("password", server.password),
                                Map.entry("password-file", ""),
                                Map.entry("schema", server.schema),
                                Map.entry("pool-size", pool.size),
                                Map.entry("max-waiting-writes", pool.maxWaiting),
                                Map.entry("connect-timeout", timeouts.connect),
                                Map.entry("answer-timeout", timeouts.answer),
                                Map.entry("check-timeout", timeouts.check),
                                Map.entry("retry-after", timeouts.retryAfter)),
                        PATH)
                .atPath(PATH);
    }

    private static String password(String password, String file) {
        if (file.isEmpty()) {
            return password;
        }
        if (!password.isEmpty()) {
            throw new IllegalArgumentException(
                    PATH + ".password and password-file ('" + file + "') exclude each other: set one of them");
        }
        try {
            // Editors end a file with a newline; no password does.
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    PATH + ".password-file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
