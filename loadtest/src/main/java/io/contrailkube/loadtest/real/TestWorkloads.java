package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is made and changed by kubectl in the namespaces of one run. */
final class TestWorkloads {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DEFINITION = "customresourcedefinition/network-attachment-definitions.k8s.cni.cncf.io";

    private final Kubectl kubectl;
    private final TestNamespaces namespaces;

    TestWorkloads(Kubectl kubectl, TestNamespaces namespaces) {
        this.kubectl = kubectl;
        this.namespaces = namespaces;
    }

    TestNamespaces namespaces() {
        return namespaces;
    }

    void apply(String role, String... manifests) throws IOException {
        String all = String.join("---\n", manifests);
        kubectl.give(labelled(all), "apply", "-n", namespaces.name(role), "-f", "-");
    }

    /** Whatever kubectl does in one namespace. */
    String run(String role, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("-n", namespaces.name(role)));
        command.addAll(List.of(arguments));
        return kubectl.run(command.toArray(String[]::new));
    }

    /** One object as it is served. */
    JsonNode get(String role, String object) throws IOException {
        return MAPPER.readTree(run(role, "get", object, "-o", "json"));
    }

    /** Objects of one kind with these labels, as they are served. */
    List<JsonNode> list(String role, String kind, String selector) throws IOException {
        var found = new ArrayList<JsonNode>();
        MAPPER.readTree(run(role, "get", kind, "-l", selector, "-o", "json"))
                .path("items")
                .forEach(found::add);
        return found;
    }

    String uid(String role, String object) throws IOException {
        return run(role, "get", object, "-o", "jsonpath={.metadata.uid}");
    }

    /** Addresses in the Endpoints of a service that are ready, in order. */
    List<String> endpoints(String role, String service) throws IOException {
        var addresses = new ArrayList<String>();
        for (JsonNode subset : get(role, "endpoints/" + service).path("subsets")) {
            subset.path("addresses")
                    .forEach(each -> addresses.add(each.path("ip").asText()));
        }
        addresses.sort(null);
        return addresses;
    }

    /** @return whether it was not there before */
    boolean installAttachments() throws IOException {
        if (!kubectl.run("get", DEFINITION, "--ignore-not-found", "-o", "name").isBlank()) {
            return false;
        }
        kubectl.give(labelled(Manifests.ATTACHMENT_DEFINITION), "apply", "-f", "-");
        return true;
    }

    private String labelled(String manifests) {
        return manifests.replace(
                "contrail-kube-check: RUN", namespaces.selector().replace("=", ": \"") + '"');
    }
}
