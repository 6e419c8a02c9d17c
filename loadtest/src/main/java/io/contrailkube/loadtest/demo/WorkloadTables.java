package io.contrailkube.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.node.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Pods, services and ingresses of all namespaces, a table each; without what is empty. */
final class WorkloadTables {
    /** More would scroll the rest away. */
    private static final int SHOWN = 20;

    private final Workloads workloads;

    private WorkloadTables(Workloads workloads) {
        this.workloads = workloads;
    }

    static WorkloadTables of(Workloads workloads) {
        return new WorkloadTables(workloads);
    }

    void print(PrintWriter out, int width) {
        table(out, width, "Pod", List.of("NAMESPACE", "POD", "PHASE", "NODE", "ADDRESS"), WorkloadTables::pod);
        table(
                out,
                width,
                "Service",
                List.of("NAMESPACE", "SERVICE", "TYPE", "CLUSTER IP", "EXTERNAL IP", "MEMBERS"),
                this::service);
        table(
                out,
                width,
                "Ingress",
                List.of("NAMESPACE", "INGRESS", "CLASS", "HOSTS", "ADDRESSES"),
                WorkloadTables::ingress);
    }

    private void table(
            PrintWriter out, int width, String kind, List<String> titles, Function<JsonNode, List<String>> rest) {
        List<JsonNode> objects = workloads.ofKind(kind).stream()
                .sorted(Comparator.comparing(Workloads::namespace).thenComparing(Workloads::name))
                .toList();
        if (objects.isEmpty()) {
            return;
        }
        var table = new Table(titles);
        objects.stream().limit(SHOWN).forEach(object -> {
            var cells = new ArrayList<String>();
            cells.add(Workloads.namespace(object));
            cells.add(Workloads.name(object));
            rest.apply(object).forEach(cell -> cells.add(cell.isEmpty() ? "-" : cell));
            table.add(cells, "");
        });
        out.println();
        table.print(out, width);
        if (objects.size() > SHOWN) {
            out.println("... and " + (objects.size() - SHOWN) + " more");
        }
    }

    private static List<String> pod(JsonNode pod) {
        return List.of(
                pod.at("/status/phase").asText(),
                pod.at("/spec/nodeName").asText(),
                pod.at("/status/podIP").asText());
    }

    private List<String> service(JsonNode service) {
        return List.of(
                service.at("/spec/type").asText(),
                service.at("/spec/clusterIP").asText(),
                String.join(", ", Workloads.addresses(service)),
                Integer.toString(workloads.members(service)));
    }

    private static List<String> ingress(JsonNode ingress) {
        var hosts = new ArrayList<String>();
        for (JsonNode rule : ingress.at("/spec/rules")) {
            hosts.add(rule.path("host").asText("*"));
        }
        return List.of(
                ingress.at("/spec/ingressClassName").asText(),
                String.join(", ", hosts),
                String.join(", ", Workloads.addresses(ingress)));
    }
}
