package io.contrailkube.ingest.support;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.ingest.IngestSettings;
import java.net.URI;

/** The settings of reference.conf, quicker. */
public final class TestSettings {
    private static final String QUICK =
            """
            contrail-kube.ingest {
              watch { steady-after = 100ms, backoff { min = 20ms, max = 100ms } }
              offers { backoff { min = 20ms, max = 100ms }, timeout = 2s }
              kubernetes { connect-timeout = 2s, request-timeout = 2s }
            }
            """;

    private TestSettings() {}

    /** @param more HOCON that overrides, in terms of {@code contrail-kube.ingest} */
    public static IngestSettings of(URI server, String... more) {
        return IngestSettings.from(config(server, more));
    }

    public static Config config(URI server, String... more) {
        return ConfigFactory.parseString("contrail-kube.ingest { " + String.join("\n", more) + " }")
                .withFallback(ConfigFactory.parseString("contrail-kube.ingest.kubernetes.server = \"" + server + '"'))
                .withFallback(ConfigFactory.parseString(QUICK))
                .withFallback(ConfigFactory.parseResources("application-test.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }
}
