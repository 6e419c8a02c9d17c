package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.NodeProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Pods, services and ingresses, with all that the controllers of a real Kubernetes do about them. */
final class WorkloadCheck {
    /** Plain, and isolated. */
    private static final String SHOP = "shop";

    private static final String VAULT = "vault";

    private static final String HALL = "hall";
    private static final int CROWD = 30;
    private static final int SOME = 5;

    private final Steps steps;
    private final TestWorkloads workloads;
    private final Views views;

    WorkloadCheck(Steps steps, TestWorkloads workloads, Views views) {
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
        runs(SHOP, "web", 3);
        runs(VAULT, "store", 1);
        boolean slices = views.kubernetes().serves("/apis/discovery.k8s.io/v1/endpointslices");
        steps.report()
                .say("members come from "
                        + (slices ? "EndpointSlices" : "Endpoints, for discovery.k8s.io/v1 is not served"));
        balances(SHOP, "web", 3);
        balances(VAULT, "store", 1);
        steps.converges();
    }

    private void expose() throws IOException {
        workloads.apply(SHOP, Manifests.ingress("web"));
        patch("{\"spec\": {\"type\": \"LoadBalancer\"}}");
        shows("service/web", "203.0.113.");
        shows("ingress/web", "203.0.113.");
        steps.converges();
        refusesOtherUid("/api/v1/namespaces/%s/services/web/status");
        refusesOtherUid("/apis/networking.k8s.io/v1/namespaces/%s/ingresses/web/status");
        patch("{\"spec\": {\"type\": \"NodePort\"}}");
        steps.check("the status of service/web shows no address any more", () -> {
            String status = workloads.run(SHOP, "get", "service/web", "-o", "jsonpath={.status.loadBalancer}");
            return status.contains("ip") ? List.of(status) : List.of();
        });
        steps.converges();
    }

    private void relabel() throws IOException {
        String pod = name(pods(SHOP, "web").get(0));
        workloads.run(SHOP, "label", "--overwrite", "pod/" + pod, "app=loner");
        runs(SHOP, "loner", 1);
        // The ReplicaSet makes another one for it.
        runs(SHOP, "web", 3);
        balances(SHOP, "web", 3);
        steps.converges();
        workloads.run(SHOP, "delete", "pod/" + pod, "--wait=false");
    }

    private void scale() throws IOException {
        workloads.run(SHOP, "scale", "deployment/web", "--replicas=0");
        runs(SHOP, "web", 0);
        balances(SHOP, "web", 0);
        steps.converges();
        workloads.run(SHOP, "scale", "deployment/web", "--replicas=2");
        runs(SHOP, "web", 2);
        balances(SHOP, "web", 2);
        steps.converges();
    }

    private void recreate() throws IOException {
        String before = workloads.uid(VAULT, "pod/store-0");
        workloads.run(VAULT, "delete", "pod/store-0", "--wait=false");
        steps.check("pod store-0 runs again, with another uid", () -> {
            List<JsonNode> pods = pods(VAULT, "store");
            boolean fine =
                    pods.size() == 1 && runs(pods.get(0)) && !uid(pods.get(0)).equals(before);
            return fine
                    ? List.of()
                    : List.of(
                            "there is " + pods.stream().map(WorkloadCheck::uid).toList());
        });
        steps.check("nothing is left of the one before", () -> {
            int left = views.contrail().interfaces(before);
            return left == 0 ? List.of() : List.of(left + " interfaces");
        });
        balances(VAULT, "store", 1);
        steps.converges();
    }

    private void breakAnnotation() throws IOException {
        workloads.apply(
                SHOP,
                Manifests.pod("broken", "  annotations: {opencontrail.org/network: '{bad'}\n")
                        .replace("labels: {", "labels: {" + PlayedNodes.WAITING + ": yes-it-does, "));
        steps.check("kubectl get events shows a Warning InvalidAnnotation of pod broken", () -> {
            String events =
                    workloads.run(SHOP, "get", "events", "--field-selector", "type=Warning,involvedObject.name=broken");
            return events.contains("InvalidAnnotation") ? List.of() : List.of(events);
        });
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
        balances(SHOP, "web", 2);
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
        runs(SHOP, "twin", 1);
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
        steps.check("the first of the pods run", () -> {
            long running =
                    pods(HALL, "crowd").stream().filter(WorkloadCheck::runs).count();
            return running >= SOME ? List.of() : List.of(running + " run");
        });
        Lab lab = steps.lab();
        NodeProcess victim = new IngestMetrics(lab.web(), lab.nodes())
                .watcher("Pod")
                .orElseThrow(() -> new IOException("no node says that it watches"));
        long running = pods(HALL, "crowd").stream().filter(WorkloadCheck::runs).count();
        steps.report().say("kill -9 of " + victim.name() + ", which watches pods, when " + running + " of them ran");
        victim.kill();
        runs(HALL, "crowd", CROWD);
        balances(HALL, "crowd", CROWD);
        steps.converges();
        steps.report().say("starting " + victim.name() + " again");
        victim.start();
        steps.allReady();
    }

    private void patch(String patch) throws IOException {
        workloads.run(SHOP, "patch", "service/web", "--type=merge", "-p", patch);
    }

    /** Pods have what Contrail gave them, all of them and no others. */
    private void runs(String role, String app, int count) {
        steps.check(count + " pods of " + app + " run with the addresses that Contrail gave them", () -> {
            List<JsonNode> pods = pods(role, app);
            var missing = new ArrayList<String>();
            var addresses = new TreeSet<String>();
            for (JsonNode pod : pods) {
                String address = pod.at("/status/podIP").asText();
                addresses.add(address);
                if (!runs(pod) || !views.contrail().address(uid(pod)).orElse("").equals(address)) {
                    missing.add(name(pod) + " has " + address);
                }
            }
            if (pods.size() != count || addresses.size() != count) {
                missing.add("there are " + pods.size() + ", of " + addresses.size() + " addresses");
            }
            return missing;
        });
    }

    private void balances(String role, String service, int members) throws IOException {
        String uid = workloads.uid(role, "service/" + service);
        steps.check(
                "service %s: VIP as the API server chose, %d members as in the Endpoints".formatted(service, members),
                () -> {
                    String address = workloads
                            .get(role, "service/" + service)
                            .at("/spec/clusterIP")
                            .asText();
                    String vip = views.contrail().vip(uid);
                    List<String> wanted = workloads.endpoints(role, service);
                    List<String> found = views.contrail().members(uid);
                    boolean fine = vip.equals(address) && found.equals(wanted) && found.size() == members;
                    return fine
                            ? List.of()
                            : List.of("VIP " + vip + " of " + address + ", members " + found + " of " + wanted);
                });
    }

    private void shows(String object, String address) {
        steps.check("kubectl get " + object + " shows an address of the pool", () -> {
            String table = workloads.run(SHOP, "get", object);
            return table.contains(address) ? List.of() : List.of(table);
        });
    }

    /** What tells the writer that the object of this name is not the one it means. */
    private void refusesOtherUid(String path) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", "00000000-0000-4000-8000-000000000000");
        steps.check("a patch of a status for another uid is refused as one", () -> {
            var answer = views.kubernetes()
                    .tryPatch(path.formatted(workloads.namespaces().name(SHOP)), patch);
            String message = answer.body().path("message").asText(answer.text());
            boolean fine = answer.status() == 409 && message.contains("UID")
                    || answer.status() == 422
                            && answer.body()
                                    .at("/details/causes/0/field")
                                    .asText()
                                    .equals("metadata.uid");
            return fine ? List.of() : List.of("HTTP " + answer.status() + ' ' + message);
        });
    }

    private List<JsonNode> pods(String role, String app) throws IOException {
        return workloads.list(role, "pods", "app=" + app);
    }

    private static boolean runs(JsonNode pod) {
        return pod.at("/status/phase").asText().equals("Running")
                && !pod.at("/metadata").hasNonNull("deletionTimestamp");
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }
}
