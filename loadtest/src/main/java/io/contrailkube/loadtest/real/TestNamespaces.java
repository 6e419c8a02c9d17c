package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The namespaces of one run of the check: made, changed and removed by kubectl, never any other. */
final class TestNamespaces {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LABEL = "contrail-kube-check";

    private final Kubectl kubectl;
    private final String run;
    private boolean closed;

    /** @param run a word that no other run has, valid in a label and in a name */
    TestNamespaces(Kubectl kubectl, String run) {
        this.kubectl = kubectl;
        this.run = run;
    }

    /** The name in Kubernetes. */
    String name(String role) {
        return LABEL + '-' + run + '-' + role;
    }

    /** What removes all of them by hand. */
    String removal() {
        return "kubectl delete namespaces -l " + selector();
    }

    void create(String role, Map<String, String> annotations) throws IOException {
        apply(List.of(manifest(role, annotations)));
    }

    /** With one call, named {@code role-0}, {@code role-1} and so on. */
    void createMany(String role, int count, Map<String, String> annotations) throws IOException {
        var manifests = new ArrayList<ObjectNode>();
        for (int i = 0; i < count; i++) {
            manifests.add(manifest(role + '-' + i, annotations));
        }
        apply(manifests);
    }

    private ObjectNode manifest(String role, Map<String, String> annotations) {
        ObjectNode manifest = MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "Namespace");
        ObjectNode metadata = manifest.putObject("metadata").put("name", name(role));
        metadata.putObject("labels").put(LABEL, run);
        ObjectNode all = metadata.putObject("annotations");
        annotations.forEach(all::put);
        return manifest;
    }

    private synchronized void apply(List<ObjectNode> manifests) throws IOException {
        if (closed) {
            throw new IOException("the check is being ended");
        }
        ObjectNode list = MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        manifests.forEach(items::add);
        kubectl.give(list.toString(), "apply", "-f", "-");
    }

    /** @param change as kubectl takes it: {@code key=value}, or {@code key-} to remove it */
    void annotate(String role, String change) throws IOException {
        kubectl.run("annotate", "--overwrite", "namespace", name(role), change);
    }

    /** @param change as kubectl takes it: {@code key=value}, or {@code key-} to remove it */
    void label(String role, String change) throws IOException {
        kubectl.run("label", "--overwrite", "namespace", name(role), change);
    }

    /** Asks for it; Kubernetes takes some time. */
    void delete(String role) throws IOException {
        kubectl.run("delete", "namespace", name(role), "--wait=false", "--ignore-not-found");
    }

    void deleteMany(String role, int count) throws IOException {
        var command = new ArrayList<>(List.of("delete", "namespace", "--wait=false", "--ignore-not-found"));
        for (int i = 0; i < count; i++) {
            command.add(name(role + '-' + i));
        }
        kubectl.run(command.toArray(String[]::new));
    }

    /** Empty if it does not exist. */
    String uid(String role) throws IOException {
        return kubectl.run("get", "namespace", name(role), "--ignore-not-found", "-o", "jsonpath={.metadata.uid}");
    }

    /** Those that exist, as they are served. */
    List<JsonNode> existing() throws IOException {
        var found = new ArrayList<JsonNode>();
        MAPPER.readTree(kubectl.run("get", "namespaces", "-l", selector(), "-o", "json"))
                .path("items")
                .forEach(found::add);
        return found;
    }

    /** Events about one of them, as {@code kubectl get events} lists them. */
    String events(String role) throws IOException {
        return kubectl.run(
                "get", "events", "-n", "default", "--field-selector", "type=Warning,involvedObject.name=" + name(role));
    }

    /** Asks for the removal of all; from now on none is made. */
    synchronized void removeAll() throws IOException {
        closed = true;
        kubectl.run("delete", "namespaces", "-l", selector(), "--wait=false", "--ignore-not-found");
    }

    /** Definitions of custom resources, which belong to no namespace. */
    void removeDefinitions() throws IOException {
        kubectl.run("delete", "customresourcedefinitions", "-l", selector(), "--wait=false", "--ignore-not-found");
    }

    /** The Events that nodes wrote about them. */
    void removeEvents() throws IOException {
        var command = new ArrayList<>(List.of("delete", "events", "-n", "default", "--ignore-not-found"));
        int options = command.size();
        for (JsonNode event : MAPPER.readTree(kubectl.run("get", "events", "-n", "default", "-o", "json"))
                .path("items")) {
            if (event.at("/involvedObject/name").asText().startsWith(name(""))) {
                command.add(event.at("/metadata/name").asText());
            }
        }
        if (command.size() > options) {
            kubectl.run(command.toArray(String[]::new));
        }
    }

    /** Of everything that belongs to this run. */
    String selector() {
        return LABEL + '=' + run;
    }
}
