package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** DELETE: what blocks it and what goes along (spec 04 section 12). */
final class DeleteTest {
    @AutoClose
    private final Caller contrail = Caller.start();

    private String project = "";
    private String network = "";

    @BeforeEach
    void fill() {
        project = contrail.project("p");
        network = contrail.network("p", "net", "10.0.0.0", 24);
    }

    private String port(String more) {
        return contrail.create(
                "virtual-machine-interface",
                "project",
                "default-domain:p:port",
                "'virtual_network_refs':[" + ref("default-domain:p:net", network) + "]," + more);
    }

    @Test
    @Spec({"API-87", "API-5"})
    @DisplayName("API-87: deleted, deleted again, and of another type")
    void deleted() {
        var answer = contrail.delete("/virtual-network/" + network);
        answer.is(200, "");
        assertThat(answer.contentType()).isEqualTo("text/html; charset=UTF-8");
        contrail.delete("/virtual-network/" + network).is(404, "ID " + network + " does not exist");
        contrail.delete("/virtual-network/" + project).is(404, "No virtual-network object found for id " + project);
    }

    @Test
    @Spec({"API-37", "API-88"})
    @DisplayName("API-37: children first, then referrers; own references never block")
    void blocked() {
        String machine = contrail.create("virtual-machine", "", "vm", "");
        String port = port("'virtual_machine_refs':[" + ref("vm", machine) + "],");
        String child = contrail.create(
                "virtual-machine-interface",
                "virtual-machine",
                "vm:eth0",
                "'virtual_network_refs':[" + ref("default-domain:p:net", network) + "],");
        String at = contrail.uri() + "/virtual-machine-interface/";
        contrail.delete("/virtual-machine/" + machine)
                .is(409, "Delete when children still present: ['" + at + child + "']");
        contrail.delete("/virtual-machine-interface/" + child).is(200);
        contrail.delete("/virtual-machine/" + machine)
                .is(409, "Delete when resource still referred: ['" + at + port + "']");
        contrail.delete("/virtual-machine-interface/" + port).is(200);
        contrail.delete("/virtual-machine/" + machine).is(200);
    }

    @Test
    @Spec({"API-110", "API-89"})
    @DisplayName("API-110: an empty project goes with its policy set")
    void project() {
        contrail.delete("/project/" + project).is(409);
        contrail.delete("/virtual-network/" + network).is(200);
        contrail.delete("/project/" + project).is(200);
        assertThat(contrail.get("/application-policy-sets?fq_names=default-domain:p:default-application-policy-set")
                        .at("/application-policy-sets"))
                .isEmpty();
    }

    @Test
    @Spec({"API-112", "API-113"})
    @DisplayName("API-113: a network goes with its routing instance, and its number is free again")
    void network() {
        int number = contrail.field("virtual-network", network, "virtual_network_network_id")
                .asInt();
        String instance = contrail.field("virtual-network", network, "routing_instances")
                .at("/0/uuid")
                .asText();
        contrail.delete("/virtual-network/" + network).is(200);
        contrail.get("/routing-instance/" + instance).is(404);
        String next = contrail.network("p", "next", "10.0.0.0", 24);
        assertThat(contrail.field("virtual-network", next, "virtual_network_network_id")
                        .asInt())
                .isEqualTo(number);
    }

    @Test
    @Spec("API-28")
    @DisplayName("API-28: a symmetric reference goes with either side")
    void symmetric() {
        String fabric = contrail.get("/virtual-networks?fq_names=default-domain:default-project:ip-fabric")
                .at("/virtual-networks/0/uuid")
                .asText();
        String joined = contrail.create(
                "virtual-network",
                "project",
                "default-domain:p:joined",
                "'virtual_network_refs':[" + ref("default-domain:default-project:ip-fabric", fabric) + "],");
        assertThat(Caller.names(contrail.field("virtual-network", fabric, "virtual_network_refs")))
                .containsExactly("default-domain:p:joined");
        assertThat(contrail.get("/virtual-networks?back_ref_id=" + fabric).at("/virtual-networks"))
                .hasSize(1);
        contrail.delete("/virtual-network/" + joined).is(200);
        assertThat(contrail.field("virtual-network", fabric, "virtual_network_refs")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    @Spec({"API-90", "API-161"})
    @DisplayName("API-90: teardown of a pod, and the same uuid may come again")
    void teardown() {
        String uuid = "bbbbbbbb-0000-4000-8000-000000000001";
        String machine = contrail.create("virtual-machine", "", "pod", "'uuid':'" + uuid + "',");
        String router =
                contrail.create("virtual-router", "global-system-config", "default-global-system-config:node", "");
        String link = "{'type':'virtual-router','uuid':'" + router + "','ref-type':'virtual-machine','ref-uuid':'"
                + machine + "','operation':'%s'}";
        contrail.post("/ref-update", link.formatted("ADD")).is(200);
        String port = port("'virtual_machine_refs':[" + ref("pod", machine) + "],");
        String ip = contrail.create(
                "instance-ip",
                "",
                "ip",
                "'virtual_network_refs':[" + ref("default-domain:p:net", network)
                        + "],'virtual_machine_interface_refs':[" + ref("default-domain:p:port", port) + "],");
        contrail.delete("/virtual-machine-interface/" + port).is(409);
        contrail.post("/ref-update", link.formatted("DELETE")).is(200);
        contrail.delete("/instance-ip/" + ip).is(200);
        contrail.delete("/virtual-machine-interface/" + port).is(200);
        contrail.delete("/virtual-machine/" + machine).is(200);
        contrail.create("virtual-machine", "", "pod", "'uuid':'" + uuid + "',");
    }
}
