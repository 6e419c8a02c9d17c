package io.contrailkube.persistence;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.HashMap;
import java.util.Map;

/** From our settings to those of Akka and its JDBC plugin. */
final class JournalConfig {
    private static final String RESOURCE = "contrail-kube-journal.conf";

    private JournalConfig() {}

    static Config of(PersistenceSettings settings) {
        Map<String, Object> values = values(settings);
        Config journal = ConfigFactory.parseMap(Map.of("journal", values), PersistenceSettings.PATH);
        return ConfigFactory.parseResources(
                        JournalConfig.class.getClassLoader(),
                        RESOURCE,
                        ConfigParseOptions.defaults().setAllowMissing(false))
                .resolveWith(journal)
                .withFallback(settings.toConfig());
    }

    private static Map<String, Object> values(PersistenceSettings settings) {
        var values = new HashMap<String, Object>(Map.of(
                "url", settings.server().url(),
                "pool-size", settings.pool().size(),
                "writers", settings.pool().size() - 1,
                "max-waiting-writes", settings.pool().maxWaiting(),
                "connect-timeout", settings.timeouts().connect(),
                "check-timeout", settings.timeouts().check(),
                "retry-after", settings.timeouts().retryAfter(),
                "driver", Connections.properties(settings)));
        // Left out when empty: they may stand in the URL.
        if (!settings.server().user().isEmpty()) {
            values.put("user", settings.server().user());
        }
        if (!settings.server().password().isEmpty()) {
            values.put("password", settings.server().password());
        }
        return values;
    }
}
