package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.NodeProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Pods, services and ingresses, with all that the controllers of a real Kubernetes do about them. */
final class WorkloadCheck {
    /** Plain, and isolated. */
    private static final String SHOP = "shop";

    private static final String VAULT = "vault";

    private static final String HALL = "hall";
    private static final int CROWD = 30;

    private final Steps steps;
    private final TestWorkloads workloads;
    private final Views views;
    private final Expectations expect;

    WorkloadCheck(Steps steps, TestWorkloads workloads, Views views) {
        this.expect = new Expectations(steps, workloads, views);
        this.steps = steps;
        this.workloads = workloads;
        this.views = views;
    }

    void run() {
        steps.step("Pods of a Deployment and of a StatefulSet, and services over them", this::create);
        steps.step("A service of type LoadBalancer, and an ingress", this::expose);
        steps.step("Taking a pod away from its service by its labels", this::relabel);
        steps.step("Scaling to 0 and back", this::scale);
        steps.step("Deleting the pod of a StatefulSet, which comes back with the same name", this::recreate);
        steps.step("A pod with an annotation that cannot be read", this::breakAnnotation);
        steps.step("A service that becomes ExternalName, and a ClusterIP again", this::retype);
        steps.step("Making " + CROWD + " pods, and killing a node meanwhile", this::crowd);
        steps.step("Installing NetworkAttachmentDefinitions, and a pod with two interfaces", this::attach);
    }

    private void create() throws IOException {
        workloads.namespaces().create(SHOP, Map.of());
        workloads.namespaces().create(VAULT, Map.of(NamespaceAnnotations.ISOLATION, "true"));
        workloads.apply(SHOP, Manifests.deployment("web", 3, 30), Manifests.service("web", "ClusterIP"));
        workloads.apply(VAULT, Manifests.statefulSet("store"), Manifests.service("store", "ClusterIP"));
        expect.runs(SHOP, "web", 3);
        expect.runs(VAULT, "store", 1);
        boolean slices = views.kubernetes().serves("/apis/discovery.k8s.io/v1/endpointslices");
        steps.report()
                .say("members come from "
                        + (slices ? "EndpointSlices" : "Endpoints, for discovery.k8s.io/v1 is not served"));
        expect.balances(SHOP, "web", 3);
        expect.balances(VAULT, "store", 1);
        steps.converges();
    }

    private void expose() throws IOException {
        workloads.apply(SHOP, Manifests.ingress("web"));
        patch("{\"spec\": {\"type\": \"LoadBalancer\"}}");
        expect.shows(SHOP, "service/web", "203.0.113.");
        expect.shows(SHOP, "ingress/web", "203.0.113.");
        steps.converges();
        expect.refusesOtherUid(SHOP, "/api/v1/namespaces/%s/services/web/status");
        expect.refusesOtherUid(SHOP, "/apis/networking.k8s.io/v1/namespaces/%s/ingresses/web/status");
        patch("{\"spec\": {\"type\": \"NodePort\"}}");
        steps.check("the status of service/web shows no address any more", () -> {
            String status = workloads.run(SHOP, "get", "service/web", "-o", "jsonpath={.status.loadBalancer}");
            return status.contains("ip") ? List.of(status) : List.of();
        });
        steps.converges();
    }

    private void relabel() throws IOException {
        String pod = Expectations.name(expect.pods(SHOP, "web").get(0));
        workloads.run(SHOP, "label", "--overwrite", "pod/" + pod, "app=loner");
        expect.runs(SHOP, "loner", 1);
        // The ReplicaSet makes another one for it.
        expect.runs(SHOP, "web", 3);
        expect.balances(SHOP, "web", 3);
        steps.converges();
        workloads.run(SHOP, "delete", "pod/" + pod, "--wait=false");
    }

    private void scale() throws IOException {
        workloads.run(SHOP, "scale", "deployment/web", "--replicas=0");
        expect.runs(SHOP, "web", 0);
        expect.balances(SHOP, "web", 0);
        steps.converges();
        workloads.run(SHOP, "scale", "deployment/web", "--replicas=2");
        expect.runs(SHOP, "web", 2);
        expect.balances(SHOP, "web", 2);
        steps.converges();
    }

    private void recreate() throws IOException {
        String before = workloads.uid(VAULT, "pod/store-0");
        workloads.run(VAULT, "delete", "pod/store-0", "--wait=false");
        steps.check("pod store-0 runs again, with another uid", () -> {
            List<JsonNode> pods = expect.pods(VAULT, "store");
            boolean fine = pods.size() == 1
                    && Expectations.runs(pods.get(0))
                    && !Expectations.uid(pods.get(0)).equals(before);
            return fine
                    ? List.of()
                    : List.of("there is " + pods.stream().map(Expectations::uid).toList());
        });
        steps.check("nothing is left of the one before", () -> {
            int left = views.contrail().interfaces(before);
            return left == 0 ? List.of() : List.of(left + " interfaces");
        });
        expect.balances(VAULT, "store", 1);
        steps.converges();
    }

    private void breakAnnotation() throws IOException {
        workloads.apply(
                SHOP,
                Manifests.pod("broken", "  annotations: {opencontrail.org/network: '{bad'}\n")
                        .replace("labels: {", "labels: {" + PlayedNodes.WAITING + ": yes-it-does, "));
        expect.tells(SHOP, "broken", "InvalidAnnotation");
        steps.converges();
        workloads.run(SHOP, "delete", "pod/broken", "--wait=false");
    }

    private void retype() throws IOException {
        String uid = workloads.uid(SHOP, "service/web");
        patch("{\"spec\": {\"type\": \"ExternalName\", \"externalName\": \"example.net\", \"clusterIP\": null,"
                + " \"clusterIPs\": null, \"ports\": [{\"name\": \"http\", \"port\": 80, \"nodePort\": null}]}}");
        steps.check("service web has no load balancer", () -> {
            String vip = views.contrail().vip(uid);
            return vip.isEmpty() ? List.of() : List.of("it has " + vip);
        });
        steps.converges();
        patch("{\"spec\": {\"type\": \"ClusterIP\", \"externalName\": null}}");
        expect.balances(SHOP, "web", 2);
        steps.converges();
    }

    private void attach() throws IOException {
        if (!workloads.installAttachments()) {
            steps.report().say("they are installed here already");
        }
        steps.check("Kubernetes serves them", () -> {
            boolean served = views.kubernetes().serves("/apis/k8s.cni.cncf.io/v1/network-attachment-definitions");
            return served ? List.of() : List.of("not yet");
        });
        workloads.apply(
                SHOP,
                Manifests.ATTACHMENT,
                Manifests.pod("twin", "  annotations: {k8s.v1.cni.cncf.io/networks: red}\n"));
        expect.runs(SHOP, "twin", 1);
        steps.check("pod twin has two interfaces, and its annotation shows both", () -> {
            int interfaces = views.contrail().interfaces(workloads.uid(SHOP, "pod/twin"));
            String status = workloads
                    .get(SHOP, "pod/twin")
                    .at("/metadata/annotations/k8s.v1.cni.cncf.io~1network-status")
                    .asText();
            return interfaces == 2 && status.contains("10.200.0.") ? List.of() : List.of(interfaces + ", " + status);
        });
        steps.converges();
    }

    private void crowd() throws IOException {
        workloads.namespaces().create(HALL, Map.of());
        workloads.apply(HALL, Manifests.deployment("crowd", CROWD, 0), Manifests.service("crowd", "ClusterIP"));
        steps.check("the first of the pods runs", () -> {
            long running = expect.pods(HALL, "crowd").stream()
                    .filter(Expectations::runs)
                    .count();
            return running > 0 ? List.of() : List.of("none runs");
        });
        Lab lab = steps.lab();
        NodeProcess victim = new IngestMetrics(lab.web(), lab.nodes())
                .watcher("Pod")
                .orElseThrow(() -> new IOException("no node says that it watches"));
        long running =
                expect.pods(HALL, "crowd").stream().filter(Expectations::runs).count();
        steps.report().say("kill -9 of " + victim.name() + ", which watches pods, when " + running + " of them ran");
        victim.kill();
        expect.runs(HALL, "crowd", CROWD);
        expect.balances(HALL, "crowd", CROWD);
        steps.converges();
        steps.report().say("starting " + victim.name() + " again");
        victim.start();
        steps.allReady();
    }

    private void patch(String patch) throws IOException {
        workloads.run(SHOP, "patch", "service/web", "--type=merge", "-p", patch);
    }
}
