package io.contrailkube.node.config;

/** The HOCON paths that options of the file lead to; their meanings and defaults stand in the modules' {@code reference.conf}. */
final class HoconPaths {
    static final String ROOT = "contrail-kube";
    static final String KUBERNETES_SERVER = "contrail-kube.ingest.kubernetes.server";
    static final String KUBERNETES_TOKEN = "contrail-kube.ingest.kubernetes.token";
    static final String API_SERVERS = "contrail-kube.gateway.servers";
    static final String KEYSTONE_URL = "contrail-kube.gateway.keystone.url";
    static final String KEYSTONE_USER = "contrail-kube.gateway.keystone.user";
    static final String KEYSTONE_PASSWORD = "contrail-kube.gateway.keystone.password";
    static final String KEYSTONE_PROJECT = "contrail-kube.gateway.keystone.tenant";
    static final String AUDIT_INTERVAL = "contrail-kube.sharding.audit-interval";
    static final String FEATURES = "contrail-kube.features";
    static final String NP_ENFORCEMENT = "contrail-kube.features.np-enforcement";
    static final String SCTP_PORT_MODE = "contrail-kube.features.sctp-port-mode";
    static final String HTTP_PORT = "contrail-kube.node.http.port";
    static final String TLS = "contrail-kube.node.http.tls";
    static final String INSTANCE = "contrail-kube.node.log.instance";
    static final String LOG_LEVEL = "contrail-kube.node.log.level";
    static final String LOG_FILE = "contrail-kube.node.log.file";

    private HoconPaths() {}
}
