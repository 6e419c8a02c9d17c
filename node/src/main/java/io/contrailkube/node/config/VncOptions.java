package io.contrailkube.node.config;

import static io.contrailkube.node.config.Option.contributes;
import static io.contrailkube.node.config.Option.decides;
import static io.contrailkube.node.config.Option.unused;
import static io.contrailkube.node.config.Section.VNC;

import java.util.List;
import java.util.Map;

/** Section [VNC] (spec 01 section 1.3). */
final class VncOptions {
    private static final String NO_BUS = "nothing here talks to the message bus; the Contrail API is enough";
    private static final String NO_DATABASE = "the database is never read; the Contrail API is enough";
    private static final String NO_ELECTION = "all replicas work at once, so there is no election and no ZooKeeper";
    private static final String AUTH = "as in the original: [AUTH] is used instead";
    private static final String NESTED_PORT = "accepted; used only for the flow-aging entries of nested mode";

    static final Option<List<String>> ENDPOINT_IP = contributes(
            "vnc_endpoint_ip",
            VNC,
            Forms.hosts().or("127.0.0.1"),
            "Contrail API servers; all are used, and one that fails is passed over",
            HoconPaths.API_SERVERS);
    static final Option<Integer> ENDPOINT_PORT = contributes(
            "vnc_endpoint_port",
            VNC,
            Forms.port().or("8082"),
            "port of the Contrail API servers",
            HoconPaths.API_SERVERS);
    static final Option<Map<String, String>> PUBLIC_FIP_POOL = decides(
            "public_fip_pool",
            VNC,
            Forms.dict("domain", "project", "network", "name").or("{}"),
            "the floating-ip pool for services and ingresses whose namespace names none");
    static final Option<Integer> RABBIT_PORT =
            decides("rabbit_port", VNC, Forms.port().or("5672"), "port of the message bus; " + NESTED_PORT);
    static final Option<List<Forms.HostPort>> CASSANDRA_SERVERS = decides(
            "cassandra_server_list",
            VNC,
            Forms.servers().or("").orEmpty(),
            "configuration database servers; " + NESTED_PORT);

    static final List<Option<?>> ALL = List.of(
            ENDPOINT_IP,
            ENDPOINT_PORT,
            unused("admin_user", VNC, Forms.text().or("").orEmpty(), "user name", AUTH),
            unused("admin_password", VNC, Forms.text().or("").orEmpty().secret(), "password", AUTH),
            unused("admin_tenant", VNC, Forms.text().or("").orEmpty(), "project of the user", AUTH),
            PUBLIC_FIP_POOL,
            unused("rabbit_server", VNC, Forms.words().or("localhost").orEmpty(), "message bus servers", NO_BUS),
            RABBIT_PORT,
            unused("rabbit_user", VNC, Forms.text().or("guest").orEmpty(), "user on the bus", NO_BUS),
            unused("rabbit_password", VNC, Forms.text().or("guest").orEmpty().secret(), "password on the bus", NO_BUS),
            unused("rabbit_vhost", VNC, Forms.text().orEmpty(), "virtual host on the bus", NO_BUS),
            unused("rabbit_ha_mode", VNC, Forms.flag().or("false"), "mirrored queues", NO_BUS),
            unused("rabbit_use_ssl", VNC, Forms.flag().or("false"), "TLS to the bus", NO_BUS),
            unused("kombu_ssl_version", VNC, Forms.text().or("").orEmpty(), "TLS version for the bus", NO_BUS),
            unused("kombu_ssl_keyfile", VNC, Forms.text().or("").orEmpty(), "TLS key for the bus", NO_BUS),
            unused("kombu_ssl_certfile", VNC, Forms.text().or("").orEmpty(), "TLS certificate for the bus", NO_BUS),
            unused("kombu_ssl_ca_certs", VNC, Forms.text().or("").orEmpty(), "TLS authorities for the bus", NO_BUS),
            CASSANDRA_SERVERS,
            unused("cassandra_user", VNC, Forms.text().orEmpty(), "user in the database", NO_DATABASE),
            unused("cassandra_password", VNC, Forms.text().orEmpty().secret(), "password in the database", NO_DATABASE),
            unused("cassandra_use_ssl", VNC, Forms.flag().or("false"), "TLS to the database", NO_DATABASE),
            unused("cassandra_ca_certs", VNC, Forms.text().orEmpty(), "TLS authorities for the database", NO_DATABASE),
            unused(
                    "cluster_id",
                    VNC,
                    Forms.text().or("").orEmpty(),
                    "prefix of keyspaces and election path",
                    NO_ELECTION),
            unused(
                    "zk_server_ip",
                    VNC,
                    Forms.words().or("127.0.0.1:2181").orEmpty(),
                    "ZooKeeper servers",
                    NO_ELECTION));

    private VncOptions() {}
}
