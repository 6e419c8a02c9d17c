package io.contrailkube.node.config;

import static io.contrailkube.node.config.Option.contributes;
import static io.contrailkube.node.config.Option.decides;
import static io.contrailkube.node.config.Option.path;
import static io.contrailkube.node.config.Option.sets;
import static io.contrailkube.node.config.Option.unused;
import static io.contrailkube.node.config.Section.DEFAULTS;

import java.util.List;

/** Section [DEFAULTS] (spec 01 section 1.4), and what spec 03 adds to it. */
final class DefaultsOptions {
    private static final String OWN_LOG = "the log goes to standard output, and to log_file if set";
    private static final String NO_DISCOVERY = "the discovery service is obsolete";

    static final Option<List<Forms.HostPort>> COLLECTORS = decides(
            "collectors",
            DEFAULTS,
            Forms.servers().or("").orEmpty(),
            "analytics collectors; used only for the flow-aging entries of nested mode");
    static final Option<String> TOKEN = contributes(
            "token",
            DEFAULTS,
            Forms.text().or("").orEmpty().secret(),
            "bearer token for the Kubernetes API; its presence means HTTPS",
            HoconPaths.KUBERNETES_SERVER);
    static final Option<Boolean> NESTED_MODE =
            decides("nested_mode", DEFAULTS, Forms.flag().or("0"), "the cluster runs inside VMs of a Contrail cloud");
    static final Option<Boolean> KUBE_OBJECT_CACHE = unused(
            "kube_object_cache",
            DEFAULTS,
            Forms.flag().or("True"),
            "cache of Kubernetes objects",
            "there always is one; the original deletes every namespace without");
    static final Option<Boolean> API_SERVICE_LINK_LOCAL = decides(
            "api_service_link_local",
            DEFAULTS,
            Forms.flag().or("True"),
            "pods reach the Kubernetes API by a link-local service");
    static final Option<Boolean> GLOBAL_TAGS =
            decides("global_tags", DEFAULTS, Forms.flag().or("1"), "tags are global; anything but 1 is refused");
    static final Option<String> APS_NAME = decides(
            "aps_name",
            DEFAULTS,
            Forms.contrailName().or(""),
            "name of the application policy set; cluster_name if empty");
    static final Option<Boolean> SECURE_PROJECT = decides(
            "secure_project",
            DEFAULTS,
            Forms.flag().or("False"),
            "the application tag goes on projects; else, and always in nested mode, on networks");

    static final List<Option<?>> ALL = List.of(
            sets(
                    "http_server_port",
                    DEFAULTS,
                    Forms.port(),
                    "HTTP port of health, metrics and introspection",
                    path(HoconPaths.HTTP_PORT, port -> port)),
            sets(
                    "worker_id",
                    DEFAULTS,
                    Forms.text().orEmpty(),
                    "instance id in the log",
                    path(HoconPaths.INSTANCE, id -> id)),
            COLLECTORS,
            sets(
                    "log_file",
                    DEFAULTS,
                    Forms.text().orEmpty(),
                    "file that the log is written to besides standard output; none if empty",
                    path(HoconPaths.LOG_FILE, file -> file)),
            sets(
                    "log_level",
                    DEFAULTS,
                    LogLevels.form(),
                    "least important level that is logged",
                    path(HoconPaths.LOG_LEVEL, LogLevels::ofOriginal)),
            unused("log_local", DEFAULTS, Forms.text().or("false").orEmpty(), "log to the file at all", OWN_LOG),
            unused("log_category", DEFAULTS, Forms.text().or("").orEmpty(), "log this category only", OWN_LOG),
            unused("logger_class", DEFAULTS, Forms.text().orEmpty(), "class of the logger", OWN_LOG),
            unused("logging_conf", DEFAULTS, Forms.text().or("").orEmpty(), "file for the logger", OWN_LOG),
            unused("use_syslog", DEFAULTS, Forms.flag().or("false"), "log to syslog", OWN_LOG),
            unused("syslog_facility", DEFAULTS, Forms.text().or("LOG_LOCAL0").orEmpty(), "syslog facility", OWN_LOG),
            unused("disc_server_ip", DEFAULTS, Forms.text().or("localhost").orEmpty(), "discovery host", NO_DISCOVERY),
            unused("disc_server_port", DEFAULTS, Forms.text().or("5998").orEmpty(), "discovery port", NO_DISCOVERY),
            unused(
                    "orchestrator",
                    DEFAULTS,
                    Forms.oneOf("kubernetes", "openshift").or("kubernetes"),
                    "what runs the pods",
                    "as in the original, nothing depends on it"),
            TOKEN,
            NESTED_MODE,
            KUBE_OBJECT_CACHE,
            API_SERVICE_LINK_LOCAL,
            sets(
                    "kube_timer_interval",
                    DEFAULTS,
                    Forms.seconds(),
                    "seconds between audits, which compare ledger and Contrail; 0 for none",
                    path(HoconPaths.AUDIT_INTERVAL, seconds -> seconds + "s")),
            GLOBAL_TAGS,
            APS_NAME,
            SECURE_PROJECT,
            sets(
                    "np_enforcement",
                    DEFAULTS,
                    Forms.oneOf("strict", "flow"),
                    "whose network policies must allow a flow: strict, those of both ends; flow, those of one",
                    path(HoconPaths.NP_ENFORCEMENT, mode -> mode)),
            sets(
                    "sctp_port_mode",
                    DEFAULTS,
                    Forms.oneOf("exact", "widen"),
                    "ports of SCTP in rules of network policies: exact, as given, so that none matches; widen, all",
                    path(HoconPaths.SCTP_PORT_MODE, mode -> mode)),
            unused(
                    "host_ip",
                    DEFAULTS,
                    Forms.text().orEmpty(),
                    "address of this host",
                    "it named a bus queue and an election candidate, and there are neither"));

    private DefaultsOptions() {}
}
