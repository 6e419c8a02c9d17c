package io.contrailkube.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.NodeProcess;
import io.contrailkube.loadtest.lab.Observer;
import io.contrailkube.node.cli.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What exists in the end, where to look at it and how to go on. */
final class Summary {
    private static final int WIDTH = 110;
    /** More would scroll the rest away. */
    private static final int SHOWN = 20;

    private static final List<String> SETTINGS =
            List.of("isolation", "ip_fabric_forwarding", "ip_fabric_snat", "network");

    private final Lab lab;
    private final Observer observer;
    private final PrintWriter out;

    Summary(Lab lab, Observer observer, PrintWriter out) {
        this.lab = lab;
        this.observer = observer;
        this.out = out;
    }

    void print(Path manifests) throws IOException {
        NodeProcess node = lab.nodes().get(0);
        JsonNode namespaces = observer.ask(node, "/api/v1/namespaces");
        var table = new Table(
                List.of("NAMESPACE", "PHASE", "ISOLATED", "FORWARDING", "SNAT", "NETWORK", "OBJECTS", "PROBLEMS"));
        int shown = 0;
        for (JsonNode summary : namespaces) {
            if (shown++ < SHOWN) {
                row(
                        table,
                        observer.ask(
                                node,
                                "/api/v1/namespaces/" + summary.path("name").asText()));
            }
        }
        out.println();
        table.print(out, WIDTH);
        if (namespaces.size() > SHOWN) {
            out.println("... and " + (namespaces.size() - SHOWN) + " more");
        }
        WorkloadTables.of(Workloads.of(lab)).print(out, WIDTH);
        urls(node);
        out.println();
        out.println("Go on with kubectl:");
        out.println("  kubectl --server=" + lab.kubernetes().uri() + " apply -f " + manifests);
        out.println("  kubectl --server=" + lab.kubernetes().uri()
                + " annotate namespace web opencontrail.org/isolation=true");
        out.println("  kubectl --server=" + lab.kubernetes().uri() + " get pods,services,ingresses -A -o wide");
        out.println("  kubectl --server=" + lab.kubernetes().uri() + " get events -A");
        out.println("  kubectl --server=" + lab.kubernetes().uri() + " delete namespace guestbook");
        out.println("or kill a node and see that nothing is lost:");
        out.println("  kill -9 " + node.pid() + "   # " + node.name());
        out.flush();
    }

    private static void row(Table table, JsonNode namespace) {
        var cells = new ArrayList<String>();
        cells.add(namespace.path("name").asText());
        cells.add(namespace.path("phase").asText());
        SETTINGS.forEach(setting -> cells.add(value(namespace.path("settings"), setting)));
        cells.add(Integer.toString(namespace.path("objects").size()));
        cells.add(Integer.toString(namespace.path("problems").size()));
        List<String> problems = new ArrayList<>();
        namespace
                .path("problems")
                .forEach(problem -> problems.add(problem.path("reason").asText() + ": "
                        + problem.path("message").asText()));
        table.add(cells, problems.stream().collect(Collectors.joining("; ")));
    }

    private static String value(JsonNode settings, String name) {
        for (JsonNode decided : settings) {
            if (decided.path("setting").asText().equals(name)) {
                return decided.path("value").asText();
            }
        }
        return "-";
    }

    private void urls(NodeProcess first) {
        out.println();
        out.println("Contrail API (stand-in):   " + lab.contrail().uri() + "/virtual-networks?detail=true");
        out.println("Kubernetes API (stand-in): " + lab.kubernetes().uri() + "/api/v1/namespaces");
        lab.nodes().forEach(node -> out.println(node.name() + ": " + node.http() + "/readyz?verbose"));
        for (String path : List.of(
                "/api/v1/namespaces",
                "/api/v1/namespaces/payments/history",
                "/api/v1/gateway",
                "/cluster/members",
                "/metrics")) {
            out.println("        " + first.http() + path);
        }
    }
}
