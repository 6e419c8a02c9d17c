package io.contrailkube.loadtest.lab;

import java.io.IOException;
import java.net.URI;

/**
 * What somebody else has made in Contrail before: a network {@code blue} with addresses of its own and a pool {@code
 * public} in it, and a network {@code public} whose pool is the one that the configuration names.
 */
final class Administrator {
    private final Web web;
    private final URI contrail;

    Administrator(Web web, URI contrail) {
        this.web = web;
        this.contrail = contrail;
    }

    void prepare() throws IOException {
        network("blue", "172.20.0.0", 16);
        network("public", "203.0.113.0", 24);
    }

    void addRouter(String node, String address) throws IOException {
        create(
                "virtual-routers",
                """
                {"virtual-router": {"fq_name": ["default-global-system-config", "%s"],
                 "parent_type": "global-system-config", "virtual_router_ip_address": "%s"}}
                """
                        .formatted(node, address));
    }

    private void network(String name, String prefix, int length) throws IOException {
        create(
                "virtual-networks",
                """
                {"virtual-network": {"fq_name": ["default-domain", "default-project", "%s"], "parent_type": "project",
                 "network_ipam_refs": [{"to": ["default-domain", "default-project", "default-network-ipam"],
                  "attr": {"ipam_subnets": [{"subnet": {"ip_prefix": "%s", "ip_prefix_len": %d}}]}}]}}
                """
                        .formatted(name, prefix, length));
        create(
                "floating-ip-pools",
                """
                {"floating-ip-pool": {"fq_name": ["default-domain", "default-project", "%s", "public"],
                 "parent_type": "virtual-network"}}
                """
                        .formatted(name));
    }

    private void create(String collection, String body) throws IOException {
        Web.Answer answer = web.post(contrail.resolve('/' + collection), body);
        if (answer.status() != 200) {
            throw new IOException("Contrail answered " + answer.status() + ": " + answer.text());
        }
    }
}
