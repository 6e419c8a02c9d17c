package io.contrailkube.node.config;

import static io.contrailkube.node.config.Option.contributes;
import static io.contrailkube.node.config.Option.path;
import static io.contrailkube.node.config.Option.sets;
import static io.contrailkube.node.config.Option.unused;
import static io.contrailkube.node.config.Section.AUTH;
import static io.contrailkube.node.config.Section.SANDESH;

import java.util.List;

/**
 * Sections [SANDESH] and [AUTH] (spec 01 section 1.5). The original takes from a file of its client library,
 * {@code vnc_api_lib.ini}, whether to log in and how to trust the Contrail API; that file is not read here: giving
 * {@code auth_token_url} means to log in, and TLS is set in HOCON.
 */
final class ConnectionOptions {
    static final Option<String> AUTH_USER = contributes(
            "auth_user", AUTH, Forms.text().or("admin").orEmpty(), "user for Keystone", HoconPaths.KEYSTONE_USER);
    static final Option<String> AUTH_PASSWORD = contributes(
            "auth_password",
            AUTH,
            Forms.text().or("admin").orEmpty().secret(),
            "password for Keystone",
            HoconPaths.KEYSTONE_PASSWORD);
    static final Option<String> AUTH_TENANT = contributes(
            "auth_tenant",
            AUTH,
            Forms.text().or("admin").orEmpty(),
            "project of the user",
            HoconPaths.KEYSTONE_PROJECT);
    static final Option<String> AUTH_TOKEN_URL = contributes(
            "auth_token_url",
            AUTH,
            Forms.httpUrl().or("").orEmpty(),
            "Keystone, where to get tokens for the Contrail API; no login if empty",
            HoconPaths.KEYSTONE_URL);

    static final List<Option<?>> ALL = List.of(
            unused(
                    "sandesh_ssl_enable",
                    SANDESH,
                    Forms.flag().or("false"),
                    "TLS to the collectors",
                    "there are no collectors; metrics and the log replace them"),
            sets(
                    "introspect_ssl_enable",
                    SANDESH,
                    Forms.flag(),
                    "TLS on http_server_port, with the key and the certificates below",
                    path(HoconPaths.TLS + ".enabled", on -> on)),
            sets(
                    "sandesh_keyfile",
                    SANDESH,
                    Forms.text(),
                    "key for TLS on http_server_port, PEM",
                    path(HoconPaths.TLS + ".key-file", file -> file)),
            sets(
                    "sandesh_certfile",
                    SANDESH,
                    Forms.text(),
                    "certificate for TLS on http_server_port, PEM",
                    path(HoconPaths.TLS + ".cert-file", file -> file)),
            sets(
                    "sandesh_ca_cert",
                    SANDESH,
                    Forms.text(),
                    "authorities of clients with certificates on http_server_port, PEM",
                    path(HoconPaths.TLS + ".ca-file", file -> file)),
            AUTH_USER,
            AUTH_PASSWORD,
            AUTH_TENANT,
            AUTH_TOKEN_URL);

    private ConnectionOptions() {}
}
