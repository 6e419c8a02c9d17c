package io.contrailkube.persistence;

import java.sql.Connection;
import java.sql.SQLException;
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

    private final PersistenceSettings settings;

    Schema(PersistenceSettings settings) {
        this.settings = settings;
    }

    void install() {
        try {
            // First by hand: the driver's own words are clearer than what Flyway makes of them.
            try (Connection connection = Connections.open(settings)) {
                LOG.debug("journal is {}", connection.getMetaData().getDatabaseProductVersion());
            }
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

    private Flyway flyway() {
        PersistenceSettings.Server server = settings.server();
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(server.url(), server.user(), server.password())
                .jdbcProperties(Connections.properties(settings))
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
