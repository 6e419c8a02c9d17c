package io.contrailkube.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables to the version this program needs; Flyway's lock lets one replica at a time do it. */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String MIGRATIONS = "classpath:db/postgresql";
    private static final String HISTORY_TABLE = "schema_history";
    private static final String MAY_INSTALL =
            """
            SELECT CASE
              WHEN to_regclass(quote_ident(wanted) || '.schema_history') IS NOT NULL THEN true
              WHEN to_regnamespace(quote_ident(wanted)) IS NOT NULL THEN has_schema_privilege(wanted, 'CREATE')
              ELSE has_database_privilege(current_database(), 'CREATE')
            END FROM (SELECT ?::text AS wanted) AS settings
            """;

    private final PersistenceSettings settings;

    Schema(PersistenceSettings settings) {
        this.settings = settings;
    }

    void install() {
        try {
            demandRights();
            MigrateResult result = flyway().migrate();
            LOG.info(
                    "journal at {}: schema {} version {}, {} migrations made now",
                    settings.server().shownUrl(),
                    settings.server().schema(),
                    result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                    result.migrationsExecuted);
        } catch (SQLException | FlywayException e) {
            throw new Diagnosis(settings).of(e);
        }
    }

    /** By hand: Flyway takes missing rights for a race with another replica and goes on trying for ten seconds. */
    private void demandRights() throws SQLException {
        try (Connection connection = Connections.open(settings);
                PreparedStatement query = connection.prepareStatement(MAY_INSTALL)) {
            String schema = settings.server().schema();
            query.setString(1, schema);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    throw new SQLException("permission denied to create tables in schema " + schema, "42501");
                }
            }
        }
    }

    private Flyway flyway() {
        PersistenceSettings.Server server = settings.server();
        var properties = new HashMap<>(Connections.properties(settings));
        // A statement over a large table may take its time.
        properties.put("socketTimeout", "0");
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(server.url(), server.user(), server.password())
                .jdbcProperties(properties)
                .loggers("slf4j")
                .locations(MIGRATIONS)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .table(HISTORY_TABLE)
                .defaultSchema(server.schema())
                .createSchemas(true)
                .load();
    }
}
