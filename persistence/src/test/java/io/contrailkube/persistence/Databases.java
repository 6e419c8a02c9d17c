package io.contrailkube.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM, and an empty database in it for each that asks. */
final class Databases {
    static final EmbeddedDatabase SERVER = EmbeddedDatabase.startTemporary();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /** Settings for a database that was not there before. */
    static PersistenceSettings empty() {
        String name = "journal_" + COUNT.incrementAndGet();
        run(SERVER.jdbcUrl() + "?user=postgres", "CREATE DATABASE " + name);
        return settings(Map.of("url", urlOf(name), "user", "postgres"));
    }

    /** In a schema that is not the one a forgotten setting would lead to. */
    static PersistenceSettings installed() {
        PersistenceSettings settings =
                settings(Map.of("url", empty().server().url(), "user", "postgres", "schema", "controller"));
        Journal.install(settings);
        return settings;
    }

    static String urlOf(String database) {
        return "jdbc:postgresql://localhost:" + SERVER.port() + '/' + database;
    }

    static String nameOf(PersistenceSettings settings) {
        String url = settings.server().url();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    static PersistenceSettings settings(Map<String, ?> changes) {
        Config changed = ConfigFactory.parseMap(changes).atPath(PersistenceSettings.PATH);
        return PersistenceSettings.from(changed.withFallback(ConfigFactory.defaultReference()));
    }

    static void run(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void run(PersistenceSettings settings, String... statements) {
        run(settings.server().url() + "?user=postgres", statements);
    }

    /** First column of all rows. */
    static List<String> ask(PersistenceSettings settings, String query) {
        try (Connection connection = Connections.open(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var answers = new ArrayList<String>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
