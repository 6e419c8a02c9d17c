package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What users do less often with workloads. */
final class EdgeCheck {
    private static final String FRINGE = "fringe";
    private static final String RUNNING = "Running";

    private final Steps steps;
    private final TestWorkloads workloads;
    private final PlayedNodes nodes;
    private final Expectations expect;

    EdgeCheck(Steps steps, TestWorkloads workloads, Views views, PlayedNodes nodes) {
        this.steps = steps;
        this.workloads = workloads;
        this.nodes = nodes;
        this.expect = new Expectations(steps, workloads, views);
    }

    void run() {
        steps.step("Pods that are not ready, that have ended, and that have the network of their node", this::states);
        steps.step("Services: made anew with the same address, without selector, headless, of UDP", this::services);
        steps.step("Ingresses: of another class, and before their service", this::ingresses);
    }

    private void states() throws IOException {
        workloads.namespaces().create(FRINGE, Map.of());
        workloads.apply(
                FRINGE,
                Manifests.deployment("app", 2, 0),
                Manifests.service("app", "ClusterIP"),
                Manifests.pod("job", ""),
                Manifests.pod("agent", "").replace("spec:", "spec:\n  hostNetwork: true"));
        expect.runs(FRINGE, "app", 2);
        expect.runs(FRINGE, "job", 1);
        expect.balances(FRINGE, "app", 2);
        String namespace = workloads.namespaces().name(FRINGE);
        String pod = Expectations.name(expect.pods(FRINGE, "app").get(0));
        nodes.tell(namespace, pod, RUNNING, false);
        expect.balances(FRINGE, "app", 1);
        nodes.tell(namespace, "job", "Succeeded", false);
        expect.isUnserved(FRINGE, "pod/job");
        expect.isUnserved(FRINGE, "pod/agent");
        steps.converges();
        nodes.tell(namespace, pod, RUNNING, true);
        expect.balances(FRINGE, "app", 2);
        steps.converges();
    }

    private void services() throws IOException {
        JsonNode before = workloads.get(FRINGE, "service/app");
        String address = before.at("/spec/clusterIP").asText();
        workloads.run(FRINGE, "delete", "service/app");
        workloads.apply(
                FRINGE,
                Manifests.service("app", "ClusterIP").replace("spec: {", "spec: {clusterIP: " + address + ", "),
                Manifests.withoutSelector(
                        "manual",
                        expect.pods(FRINGE, "app").get(0).at("/status/podIP").asText()),
                Manifests.dns("names", "app", "''"),
                Manifests.dns("headless", "app", "None"),
                Manifests.service("far", "LoadBalancer").replace("spec: {", "spec: {loadBalancerIP: 198.51.100.7, "));
        expect.balances(FRINGE, "app", 2);
        expect.balances(FRINGE, "manual", 1);
        expect.isUnserved(FRINGE, "service/headless");
        expect.tells(FRINGE, "far", "ExternalIPNotInPool");
        // A plan does not know which addresses a pool has, nor which the pods got.
        workloads.run(FRINGE, "delete", "service/far", "service/manual");
        steps.converges();
    }

    private void ingresses() throws IOException {
        workloads.apply(
                FRINGE,
                Manifests.ingress("early"),
                Manifests.ingress("foreign").replace("spec:\n", "spec:\n  ingressClassName: of-somebody-else\n"));
        expect.tells(FRINGE, "early", "BackendServiceNotFound");
        workloads.apply(FRINGE, Manifests.service("early", "ClusterIP"));
        expect.shows(FRINGE, "ingress/early", "203.0.113.");
        expect.isUnserved(FRINGE, "ingress/foreign");
        steps.check("the status of ingress/foreign is left to others", () -> {
            String status = workloads.run(FRINGE, "get", "ingress/foreign", "-o", "jsonpath={.status.loadBalancer}");
            return status.contains("ip") ? List.of(status) : List.of();
        });
        steps.converges();
    }
}
