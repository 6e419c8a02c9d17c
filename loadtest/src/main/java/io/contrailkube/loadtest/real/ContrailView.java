package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.loadtest.lab.Web;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Contrail holds for workloads, read as those read it for whom it is made. */
final class ContrailView {
    private static final int OK = 200;

    private final Web web;
    private final URI contrail;

    ContrailView(Web web, URI contrail) {
        this.web = web;
        this.contrail = contrail;
    }

    /**
     * As the CNI plugin does: the address of the first interface of a pod that a vrouter knows and whose interfaces are all
     * there.
     */
    Optional<String> address(String pod) throws IOException {
        JsonNode machine = read("virtual-machine", pod);
        if (machine.path("virtual_router_back_refs").isEmpty()) {
            return Optional.empty();
        }
        JsonNode interfaces = machine.path("virtual_machine_interface_back_refs");
        for (JsonNode reference : interfaces) {
            JsonNode port = read("virtual-machine-interface", reference);
            String index = annotation(port, "index");
            if (index.equals("0/" + interfaces.size())) {
                return Optional.of(address(port)).filter(text -> !text.isEmpty());
            }
        }
        return Optional.empty();
    }

    /** Interfaces of a pod. */
    int interfaces(String pod) throws IOException {
        return read("virtual-machine", pod)
                .path("virtual_machine_interface_back_refs")
                .size();
    }

    /** Address under which the service monitor serves a service; empty if there is no load balancer. */
    String vip(String service) throws IOException {
        return read("loadbalancer", service)
                .at("/loadbalancer_properties/vip_address")
                .asText();
    }

    /** Addresses of the members of all pools of a service or an ingress, in order. */
    List<String> members(String owner) throws IOException {
        var addresses = new ArrayList<String>();
        for (JsonNode listener : read("loadbalancer", owner).path("loadbalancer_listener_back_refs")) {
            for (JsonNode pool : read("loadbalancer-listener", listener).path("loadbalancer_pool_back_refs")) {
                for (JsonNode member : read("loadbalancer-pool", pool).path("loadbalancer_members")) {
                    addresses.add(target(read("loadbalancer-member", member)));
                }
            }
        }
        addresses.sort(null);
        return addresses;
    }

    /** The interface that the annotation names comes before the address (spec 02 section 2). */
    private String target(JsonNode member) throws IOException {
        String port = annotation(member, "vmi");
        return port.isEmpty()
                ? member.at("/loadbalancer_member_properties/address").asText()
                : address(read("virtual-machine-interface", port));
    }

    private String address(JsonNode port) throws IOException {
        return read("instance-ip", port.path("instance_ip_back_refs").path(0))
                .path("instance_ip_address")
                .asText();
    }

    private static String annotation(JsonNode object, String key) {
        for (JsonNode pair : object.at("/annotations/key_value_pair")) {
            if (pair.path("key").asText().equals(key)) {
                return pair.path("value").asText();
            }
        }
        return "";
    }

    private JsonNode read(String type, JsonNode reference) throws IOException {
        return read(type, reference.path("uuid").asText());
    }

    /** Missing if it is not there. */
    private JsonNode read(String type, String uuid) throws IOException {
        Web.Answer answer = web.get(contrail.resolve('/' + type + '/' + uuid));
        JsonNode body = answer.body().path(type);
        return answer.status() == OK ? body : body.path("none");
    }
}
