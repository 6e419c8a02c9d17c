package io.contrailkube.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** How a connection is made, in the pool of Akka's plugin and outside of it: for installing, checking and looking. */
final class Connections {
    private Connections() {}

    /** What a connection tells the driver; parameters in the URL take precedence, as the driver has it. */
    static Map<String, String> properties(PersistenceSettings settings) {
        var properties = new HashMap<>(Map.of(
                "ApplicationName", "contrail-kube-controller",
                "currentSchema", settings.server().schema(),
                "tcpKeepAlive", "true",
                // Rows written together go out as one statement.
                "reWriteBatchedInserts", "true"));
        patience(properties, settings.timeouts().connect(), settings.timeouts().answer());
        return properties;
    }

    static Connection open(PersistenceSettings settings) throws SQLException {
        return open(settings, properties(settings));
    }

    /** A connection that gives up after {@code timeout}, whatever it is waiting for. */
    static Connection open(PersistenceSettings settings, Duration timeout) throws SQLException {
        Map<String, String> properties = properties(settings);
        patience(properties, timeout, timeout);
        return open(settings, properties);
    }

    private static Connection open(PersistenceSettings settings, Map<String, String> properties) throws SQLException {
        var info = new Properties();
        info.putAll(properties);
        if (!settings.server().user().isEmpty()) {
            info.setProperty("user", settings.server().user());
        }
        if (!settings.server().password().isEmpty()) {
            info.setProperty("password", settings.server().password());
        }
        return DriverManager.getConnection(settings.server().url(), info);
    }

    private static void patience(Map<String, String> properties, Duration connect, Duration answer) {
        properties.put("connectTimeout", String.valueOf(connect.toSeconds()));
        properties.put("loginTimeout", String.valueOf(connect.toSeconds()));
        properties.put("socketTimeout", String.valueOf(answer.toSeconds()));
    }
}
