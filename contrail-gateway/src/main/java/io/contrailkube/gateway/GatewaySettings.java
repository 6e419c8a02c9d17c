package io.contrailkube.gateway;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Settings of the gateway, {@code contrail-kube.gateway} in HOCON; {@code reference.conf} says what each means. */
public record GatewaySettings(Access access, Limits limits, Reads reads, Patience patience, String incarnation) {

    /** Where the servers are and how they are reached. */
    public record Access(
            List<URI> servers, Tls tls, Keystone keystone, Duration connectTimeout, Duration requestTimeout) {
        public Access {
            servers = List.copyOf(servers);
            if (servers.isEmpty()) {
                throw new IllegalArgumentException("servers is empty: name at least one Contrail API server");
            }
            servers.forEach(Access::check);
        }

        private static void check(URI server) {
            boolean known = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
            boolean bare = server.getPath() == null || server.getPath().isEmpty() || "/".equals(server.getPath());
            if (!known || server.getHost() == null || !bare) {
                throw new IllegalArgumentException(
                        "'" + server + "' is no API server: expected a URL like http://10.0.0.1:8082");
            }
        }
    }

    /** @param caFile empty for the JVM's certificates */
    public record Tls(String caFile, boolean verify) {}

    /** @param url with the version in its path; empty for no authentication */
    public record Keystone(String url, String user, String password, String tenant, String domain) {
        public boolean isOn() {
            return !url.isEmpty();
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Keystone[url=" + url + ", user=" + user + ", tenant=" + tenant + ", domain=" + domain + ']';
        }
    }

    /**
     * @param connections to each server
     * @param pending steps and reads under way before more are turned away
     * @param requestsPerSecond 0 for no bound
     */
    public record Limits(int connections, int pending, double requestsPerSecond, int burst) {
        public Limits {
            positive("connections", connections);
            positive("pending", pending);
            positive("burst", burst);
            if (requestsPerSecond < 0) {
                throw new IllegalArgumentException("requests-per-second must not be negative: " + requestsPerSecond);
            }
        }
    }

    /**
     * @param batch objects in one request
     * @param nameBytes bytes of names in one request line
     */
    public record Reads(Duration linger, int batch, int nameBytes, Known known, Lookups lookups) {
        public Reads {
            positive("batch", batch);
            positive("name-bytes", nameBytes);
        }
    }

    /** How many uuids are kept in mind, and how long. */
    public record Known(int objects, Duration time) {
        public Known {
            positive("known-objects", objects);
        }
    }

    /**
     * How long what was found counts.
     *
     * @param countsFor how long what was found counts
     * @param missAfter how old it has to be for being looked up again because somebody did not find what he asked for
     * @param remembered questions whose answers are kept in mind
     */
    public record Lookups(Duration countsFor, Duration missAfter, int remembered) {
        public Lookups {
            positive("remembered", remembered);
        }
    }

    /** How failures are borne. */
    public record Patience(Retry retry, Breaker breaker, SharedLists sharedLists) {}

    /** @param pause what an entity is told to wait */
    public record Retry(int attempts, Backoff backoff, Duration pause) {
        public Retry {
            positive("attempts", attempts);
        }
    }

    /** @param failures in a row, after which a server is left alone */
    public record Breaker(int failures, Backoff backoff) {
        public Breaker {
            positive("failures", failures);
        }
    }

    /** @param settle pause between a write and the second look */
    public record SharedLists(int attempts, Backoff settle) {
        public SharedLists {
            positive("attempts", attempts);
        }
    }

    /** The same under another name in the servers' logs. */
    public GatewaySettings withIncarnation(String name) {
        return new GatewaySettings(access, limits, reads, patience, name);
    }

    /** The same for other servers. */
    public GatewaySettings withServers(List<URI> servers) {
        var other =
                new Access(servers, access.tls(), access.keystone(), access.connectTimeout(), access.requestTimeout());
        return new GatewaySettings(other, limits, reads, patience, incarnation);
    }

    public static GatewaySettings from(Config root) {
        Config c = root.getConfig("contrail-kube.gateway");
        String name = c.getString("incarnation");
        return new GatewaySettings(
                access(c),
                limits(c.getConfig("limits")),
                reads(c.getConfig("reads")),
                patience(c),
                name.isEmpty() ? UUID.randomUUID().toString() : name);
    }

    private static Access access(Config c) {
        Config keystone = c.getConfig("keystone");
        return new Access(
                c.getStringList("servers").stream().map(URI::create).toList(),
                new Tls(c.getString("tls.ca-file"), c.getBoolean("tls.verify")),
                new Keystone(
                        keystone.getString("url"),
                        keystone.getString("user"),
                        keystone.getString("password"),
                        keystone.getString("tenant"),
                        keystone.getString("domain")),
                c.getDuration("connect-timeout"),
                c.getDuration("request-timeout"));
    }

    private static Limits limits(Config c) {
        return new Limits(
                c.getInt("connections"), c.getInt("pending"), c.getDouble("requests-per-second"), c.getInt("burst"));
    }

    private static Reads reads(Config c) {
        return new Reads(
                c.getDuration("linger"),
                c.getInt("batch"),
                c.getInt("name-bytes"),
                new Known(c.getInt("known-objects"), c.getDuration("known-for")),
                new Lookups(
                        c.getDuration("lookups.count-for"),
                        c.getDuration("lookups.miss-after"),
                        c.getInt("lookups.remembered")));
    }

    private static Patience patience(Config c) {
        return new Patience(
                new Retry(
                        c.getInt("retry.attempts"),
                        backoff(c.getConfig("retry.backoff")),
                        c.getDuration("retry.pause")),
                new Breaker(c.getInt("breaker.failures"), backoff(c.getConfig("breaker.backoff"))),
                new SharedLists(c.getInt("shared-lists.attempts"), backoff(c.getConfig("shared-lists.settle"))));
    }

    private static Backoff backoff(Config c) {
        return new Backoff(c.getDuration("min"), c.getDuration("max"), c.getDouble("jitter"));
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
