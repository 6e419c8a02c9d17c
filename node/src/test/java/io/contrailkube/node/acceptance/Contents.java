package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects in one namespace of Kubernetes, as a user with kubectl makes and sees them; kinds by their plural. */
record Contents(URI kubernetes, String namespace) {
    private static final Map<String, String> GROUPS = Map.of(
            "endpointslices", "/apis/discovery.k8s.io/v1",
            "ingresses", "/apis/networking.k8s.io/v1",
            "network-attachment-definitions", "/apis/k8s.cni.cncf.io/v1");

    /** @param fields what follows {@code metadata.name} and {@code metadata}'s end, e.g. {@code spec: {...}} */
    void create(String plural, String name, String fields) {
        create(plural, name, "", fields);
    }

    /** @param metadata more of it, e.g. {@code labels: {app: 'web'}} */
    void create(String plural, String name, String metadata, String fields) {
        String more = metadata.isEmpty() ? "" : ", " + metadata;
        String body = "{metadata: {name: '" + name + "'" + more + "}, " + fields + '}';
        Web.post(all(plural), Web.json(body).toString()).orFail();
    }

    /** @param labels e.g. {@code app: 'web'} */
    void pod(String name, String labels) {
        create("pods", name, "labels: {" + labels + '}', "spec: {containers: [{name: 'c'}]}");
    }

    /** A pod that is bound to a node of which no kubelet takes care, with the address of that node. */
    void podOn(String node, String hostIp, String name) {
        create("pods", name, "spec: {nodeName: '" + node + "', containers: [{name: 'c'}]}");
        patch("pods", name + "/status", "status: {hostIP: '" + hostIp + "', phase: 'Pending'}");
    }

    /** As a scheduler does. */
    void bind(String pod, String node) {
        Web.post(at("pods", pod + "/binding"), "{\"target\": {\"name\": \"" + node + "\"}}")
                .orFail();
    }

    void patch(String plural, String name, String merge) {
        Web.call(
                        "PATCH",
                        at(plural, name),
                        "application/merge-patch+json",
                        Web.json('{' + merge + '}').toString())
                .orFail();
    }

    void delete(String plural, String name) {
        Web.call("DELETE", at(plural, name), "application/json", "").orFail();
        eventually(() -> assertThat(Web.get(at(plural, name)).status()).isEqualTo(404));
    }

    JsonNode get(String plural, String name) {
        return Web.get(at(plural, name)).orFail().body();
    }

    String uid(String plural, String name) {
        return get(plural, name).at("/metadata/uid").asText();
    }

    /** Waits until a pod runs; its address. */
    String awaitRunning(String pod) {
        eventually(() -> assertThat(get("pods", pod).at("/status/podIP").asText())
                .as(get("pods", pod).toPrettyString())
                .isNotEmpty());
        return get("pods", pod).at("/status/podIP").asText();
    }

    /** Addresses in the status of a Service or an Ingress. */
    List<String> addresses(String plural, String name) {
        return get(plural, name).at("/status/loadBalancer/ingress").findValuesAsText("ip");
    }

    /** Reasons of the Events about an object. */
    List<String> reasons(String name) {
        var reasons = new ArrayList<String>();
        Web.get(all("events")).orFail().body().path("items").forEach(item -> {
            if (item.at("/involvedObject/name").asText().equals(name)) {
                reasons.add(item.path("reason").asText());
            }
        });
        return reasons;
    }

    private URI all(String plural) {
        return kubernetes.resolve(GROUPS.getOrDefault(plural, "/api/v1") + "/namespaces/" + namespace + '/' + plural);
    }

    private URI at(String plural, String name) {
        return URI.create(all(plural).toString() + '/' + name);
    }
}
