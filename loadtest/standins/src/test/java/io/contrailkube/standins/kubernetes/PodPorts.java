package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.standins.kubernetes.Client.Answer;
import java.util.UUID;

/** Makes in Contrail what the controller makes for pods of the namespace {@code default} of the cluster {@code k8s}. */
final class PodPorts {
    private static final String NETWORK = "'default-domain','default-project','pods'";

    private final Client contrail;

    PodPorts(Client contrail) {
        this.contrail = contrail;
    }

    private Answer create(String type, String body) {
        Answer made = contrail.post("/" + type + "s", "{'" + type + "':{" + body + "}}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        return made;
    }

    /** The network that the ports are in. */
    void network() {
        create(
                "virtual-network",
                "'parent_type':'project','fq_name':[" + NETWORK + "],'network_ipam_refs':[{"
                        + "'to':['default-domain','default-project','default-network-ipam'],"
                        + "'attr':{'ipam_subnets':[{'subnet':{'ip_prefix':'10.32.0.0','ip_prefix_len':16}}]}}]");
    }

    void machine(String uid, String pod) {
        create("virtual-machine", "'uuid':'" + uid + "','fq_name':['" + machineName(pod) + "']");
    }

    /** An interface with its number, as {@code 0/1}, and an address, which is told. */
    String port(String uid, String pod, String index) {
        String port = UUID.nameUUIDFromBytes((uid + index).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        String name = "'default-domain','default-project','" + pod + "__" + port + "'";
        create(
                "virtual-machine-interface",
                "'parent_type':'project','fq_name':[" + name + "],'virtual_network_refs':[{'to':[" + NETWORK
                        + "]}],'virtual_machine_refs':[{'to':['" + machineName(pod) + "'],'uuid':'" + uid
                        + "'}],'annotations':{'key_value_pair':[{'key':'index','value':'" + index + "'}]}");
        Answer ip = create(
                "instance-ip",
                "'fq_name':['" + pod + "__ip__" + port + "'],'virtual_network_refs':[{'to':[" + NETWORK
                        + "]}],'virtual_machine_interface_refs':[{'to':[" + name + "]}]");
        return contrail.get("/instance-ip/" + ip.text("/instance-ip/uuid")).text("/instance-ip/instance_ip_address");
    }

    /** Tells the router of a node, which it registered itself, of the machine. */
    void link(String uid, String node) {
        Answer router = contrail.post(
                "/fqname-to-id", "{'type':'virtual-router','fq_name':['default-global-system-config','" + node + "']}");
        Answer linked = contrail.post(
                "/ref-update",
                "{'type':'virtual-router','uuid':'" + router.text("/uuid") + "','ref-type':'virtual-machine',"
                        + "'ref-uuid':'" + uid + "','operation':'ADD'}");
        assertThat(linked.status()).as(linked.body().toString()).isEqualTo(200);
    }

    private static String machineName(String pod) {
        return "k8s__default__" + pod;
    }
}
