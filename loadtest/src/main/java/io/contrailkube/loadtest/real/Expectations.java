package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is checked about workloads, whatever was done to them. */
final class Expectations {
    private final Steps steps;
    private final TestWorkloads workloads;
    private final Views views;

    Expectations(Steps steps, TestWorkloads workloads, Views views) {
        this.steps = steps;
        this.workloads = workloads;
        this.views = views;
    }

    /** Pods have what Contrail gave them, all of them and no others. */
    void runs(String role, String app, int count) {
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

    void balances(String role, String service, int members) throws IOException {
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

    void shows(String role, String object, String address) {
        steps.check("kubectl get " + object + " shows an address of the pool", () -> {
            String table = workloads.run(role, "get", object);
            return table.contains(address) ? List.of() : List.of(table);
        });
    }

    void tells(String role, String object, String reason) {
        steps.check("kubectl get events shows a Warning " + reason + " of " + object, () -> {
            String events = workloads.run(
                    role, "get", "events", "--field-selector", "type=Warning,involvedObject.name=" + object);
            return events.contains(reason) ? List.of() : List.of(events);
        });
    }

    /** Nothing of it is left in Contrail, or ever was there. */
    void isUnserved(String role, String object) throws IOException {
        String uid = workloads.uid(role, object);
        steps.check("Contrail has nothing for " + object, () -> {
            int interfaces = views.contrail().interfaces(uid);
            String vip = views.contrail().vip(uid);
            return interfaces == 0 && vip.isEmpty() ? List.of() : List.of(interfaces + " interfaces, VIP " + vip);
        });
    }

    /** What tells the writer that the object of this name is not the one it means. */
    void refusesOtherUid(String role, String path) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", "00000000-0000-4000-8000-000000000000");
        steps.check("a patch of a status for another uid is refused as one", () -> {
            var answer = views.kubernetes()
                    .tryPatch(path.formatted(workloads.namespaces().name(role)), patch);
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

    List<JsonNode> pods(String role, String app) throws IOException {
        return workloads.list(role, "pods", "app=" + app);
    }

    static boolean runs(JsonNode pod) {
        return pod.at("/status/phase").asText().equals("Running")
                && !pod.at("/metadata").hasNonNull("deletionTimestamp");
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }
}
