package io.contrailkube.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Settings of the process, {@code contrail-kube.node} in HOCON; {@code reference.conf} says what each means. */
public record NodeSettings(Http http, Cluster cluster, Duration checkTimeout, Retry journalRetry) {

    /**
     * @param port 0 for a free one
     * @param token what callers must present to change anything; empty: nobody may
     */
    public record Http(String host, int port, String token) {
        /** What an Authorization header can carry (RFC 6750); any other token could never be presented. */
        private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]*=*");

        public Http {
            if (!TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException(
                        "contrail-kube.node.http.token, or what its token-file holds, cannot be sent in an Authorization"
                                + " header: make it of letters, digits and . _ ~ + / - alone");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Http[host=" + host + ", port=" + port + ']';
        }
    }

    /**
     * @param seeds addresses host:port of nodes to join; empty for a cluster of one
     * @param embeddedJournal where a cluster of one without a database keeps its own
     */
    public record Cluster(List<String> seeds, Path embeddedJournal) {
        public Cluster {
            seeds = List.copyOf(seeds);
        }
    }

    /** Pauses between attempts, doubling from the first to the longest. */
    public record Retry(Duration min, Duration max) {
        /** @param attempt counted from 1 */
        public Duration pause(int attempt) {
            Duration pause = min.multipliedBy(1L << Math.min(attempt - 1, 16));
            return pause.compareTo(max) > 0 ? max : pause;
        }
    }

    public static NodeSettings from(Config root) {
        Config node = root.getConfig("contrail-kube.node");
        Config http = node.getConfig("http");
        return new NodeSettings(
                new Http(http.getString("host"), http.getInt("port"), token(http)),
                new Cluster(node.getStringList("cluster.seeds"), Path.of(node.getString("cluster.embedded-journal"))),
                node.getDuration("check-timeout"),
                new Retry(node.getDuration("journal-retry.min"), node.getDuration("journal-retry.max")));
    }

    private static String token(Config http) {
        String file = http.getString("token-file");
        if (file.isEmpty()) {
            return http.getString("token");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "contrail-kube.node.http.token-file names " + file + ", which cannot be read: make it readable or "
                            + "leave the setting empty",
                    e);
        }
    }
}
