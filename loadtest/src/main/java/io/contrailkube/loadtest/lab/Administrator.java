package io.contrailkube.loadtest.lab;

import java.io.IOException;
import java.net.URI;

/** What somebody else has made in Contrail before: a network `blue` with addresses of its own, and a pool `public` in it. */
final class Administrator {
    private final Web web;
    private final URI contrail;

    Administrator(Web web, URI contrail) {
        this.web = web;
        this.contrail = contrail;
    }

    void prepare() throws IOException {
        create(
                "virtual-networks",
                """
                {"virtual-network": {"fq_name": ["default-domain", "default-project", "blue"], "parent_type": "project",
                 "network_ipam_refs": [{"to": ["default-domain", "default-project", "default-network-ipam"],
                  "attr": {"ipam_subnets": [{"subnet": {"ip_prefix": "172.20.0.0", "ip_prefix_len": 16}}]}}]}}
                """);
        create(
                "floating-ip-pools",
                """
                {"floating-ip-pool": {"fq_name": ["default-domain", "default-project", "blue", "public"],
                 "parent_type": "virtual-network"}}
                """);
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

    private void create(String collection, String body) throws IOException {
        Web.Answer answer = web.post(contrail.resolve('/' + collection), body);
        if (answer.status() != 200) {
            throw new IOException("Contrail answered " + answer.status() + ": " + answer.text());
        }
    }
}
