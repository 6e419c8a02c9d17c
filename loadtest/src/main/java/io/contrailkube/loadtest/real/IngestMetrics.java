package io.contrailkube.loadtest.real;

import io.contrailkube.loadtest.lab.NodeProcess;
import io.contrailkube.loadtest.lab.Web;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What nodes count about their watches, above all about that of namespaces. */
final class IngestMetrics {
    private static final String KIND = "kind=\"Namespace\"";
    private static final String CACHED = "contrail_kube_ingest_cached_objects{";
    private static final String RELISTS = "contrail_kube_ingest_relists_total{";
    private static final String WATCHES = "contrail_kube_ingest_watches_total{";

    private final Web web;
    private final List<NodeProcess> nodes;

    IngestMetrics(Web web, List<NodeProcess> nodes) {
        this.web = web;
        this.nodes = nodes;
    }

    /** The node that watches a kind. */
    Optional<NodeProcess> watcher(String kind) {
        String cached = CACHED + "kind=\"" + kind + '"';
        return nodes.stream().filter(node -> text(node).contains(cached)).findFirst();
    }

    /** Lists that had to be made anew because the server no longer knew where the watch had been (410). */
    double expired() {
        return nodes.stream()
                .mapToDouble(node -> sum(text(node), RELISTS, "cause=\"expired\""))
                .sum();
    }

    /** Watches opened so far. */
    double watches() {
        return nodes.stream().mapToDouble(node -> sum(text(node), WATCHES, "")).sum();
    }

    private String text(NodeProcess node) {
        try {
            return web.get(node.http().resolve("/metrics")).text();
        } catch (IOException e) {
            // It is dead or starts: it counts nothing.
            return "";
        }
    }

    /** Sum over the samples of a metric about namespaces with this label too. */
    static double sum(String metrics, String metric, String label) {
        return metrics.lines()
                .filter(line -> line.startsWith(metric) && line.contains(KIND) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
