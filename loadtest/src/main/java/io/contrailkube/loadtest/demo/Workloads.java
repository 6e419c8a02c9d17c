package io.contrailkube.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.offline.ClusterControllers;
import io.contrailkube.core.offline.PlannedWorld;
import io.contrailkube.loadtest.lab.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pods, services and ingresses as Kubernetes shows them, and what is still missing for them. */
final class Workloads {
    private final List<JsonNode> objects;
    private final Provision provision;

    private Workloads(List<JsonNode> objects, Provision provision) {
        this.objects = objects;
        this.provision = provision;
    }

    static Workloads of(Lab lab) throws IOException {
        List<JsonNode> objects = lab.inKubernetes();
        return new Workloads(objects, Provision.in(lab));
    }

    /** What Kubernetes holds. */
    List<JsonNode> objects() {
        return objects;
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** How many members its load balancer has, all ports together. */
    int members(JsonNode service) {
        return provision.members(namespace(service), name(service));
    }

    /**
     * What Kubernetes does not show yet although it should, a line each. Whoever is told a problem may wait for ever.
     *
     * @param plan for these objects
     */
    List<String> missing(PlannedWorld plan) {
        Set<String> troubled =
                plan.findings().stream().map(finding -> finding.about().uid()).collect(Collectors.toSet());
        var missing = new ArrayList<String>();
        ofKind("Pod").stream().filter(pod -> !troubled.contains(uid(pod))).forEach(pod -> addPod(pod, missing));
        ofKind("Service").stream()
                .filter(service -> !troubled.contains(uid(service)))
                .forEach(service -> {
                    boolean due = service.at("/spec/type").asText().equals("LoadBalancer")
                            && provision.hasFloatingIp(uid(service));
                    if (due && addresses(service).isEmpty()) {
                        missing.add("status of service " + full(service));
                    }
                    addEndpoints(service, missing);
                });
        ofKind("Ingress").forEach(ingress -> {
            if (provision.isBalanced(uid(ingress)) && addresses(ingress).isEmpty()) {
                missing.add("status of ingress " + full(ingress));
            }
        });
        return missing;
    }

    private void addPod(JsonNode pod, Collection<String> missing) {
        String phase = pod.at("/status/phase").asText();
        boolean stopped = phase.equals("Succeeded") || phase.equals("Failed");
        boolean ofNode = pod.at("/spec/hostNetwork").asBoolean();
        String address = pod.at("/status/podIP").asText();
        boolean right = ofNode || provision.addressesOf(uid(pod)).contains(address);
        if (!stopped && !(phase.equals("Running") && right)) {
            missing.add("pod " + full(pod) + " is " + phase);
        }
    }

    /** Kubernetes' controllers of endpoints may be behind the pods. */
    private void addEndpoints(JsonNode service, Collection<String> missing) {
        List<JsonNode> pods = ofKind("Pod").stream()
                .filter(pod -> namespace(pod).equals(namespace(service)))
                .toList();
        List<JsonNode> due = ClusterControllers.endpointSlices(service, pods);
        List<JsonNode> served = ofKind("EndpointSlice").stream()
                .filter(slice -> namespace(slice).equals(namespace(service)))
                .filter(slice -> slice.at("/metadata/labels/kubernetes.io~1service-name")
                        .asText()
                        .equals(name(service)))
                .toList();
        if (!due.isEmpty() && !ready(due).equals(ready(served))) {
            missing.add("endpoints of service " + full(service));
        }
    }

    private static Set<String> ready(List<JsonNode> slices) {
        var ready = new HashSet<String>();
        for (JsonNode slice : slices) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.at("/conditions/ready").asBoolean(true)) {
                    endpoint.path("addresses").forEach(address -> ready.add(address.asText()));
                }
            }
        }
        return ready;
    }

    /** Addresses by which a service or an ingress is reached from outside. */
    static List<String> addresses(JsonNode object) {
        var addresses = new ArrayList<String>();
        object.at("/status/loadBalancer/ingress")
                .forEach(entry -> addresses.add(entry.path("ip").asText()));
        return addresses;
    }

    static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }

    private static String full(JsonNode object) {
        return namespace(object) + '/' + name(object);
    }
}
