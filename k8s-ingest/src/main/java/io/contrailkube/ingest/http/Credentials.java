package io.contrailkube.ingest.http;

import io.contrailkube.ingest.IngestSettings.Access;
import io.contrailkube.ingest.IngestSettings.Server;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** Our settings in the words of fabric8. */
final class Credentials {
    private Credentials() {}

    static Config of(Access access) {
        Config config = base(access);
        config.setTrustCerts(!access.tls().verify());
        config.setConnectionTimeout((int) access.connectTimeout().toMillis());
        config.setUserAgent("contrail-kube-controller");
        // Whoever asks retries, and knows why it failed.
        config.setRequestRetryBackoffLimit(0);
        // A connection per watch: a held back one cannot starve the others of their shared window, and one on a dead
        // path is closed with its connection when it is replaced (spec 01, WA-4).
        config.setHttp2Disable(true);
        return config;
    }

    private static Config base(Access access) {
        Server server = access.server();
        if (!server.kubeconfig().isEmpty()) {
            File file = new File(server.kubeconfig());
            if (!file.canRead()) {
                throw new IllegalArgumentException("kubeconfig " + file + " cannot be read");
            }
            return Config.fromKubeconfig(orNull(server.context()), file);
        }
        if (server.url().isEmpty()) {
            return Config.autoConfigure(orNull(server.context()));
        }
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url())
                .withOauthToken(orNull(server.token()))
                .withCaCertFile(orNull(access.tls().caFile()))
                .build();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
