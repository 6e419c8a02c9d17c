package io.contrailkube.loadtest.real;

import static java.util.Map.entry;

import io.contrailkube.core.kind.namespace.NamespaceAnnotations;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.offline.Worlds;
import io.contrailkube.loadtest.lab.Lab;
import io.contrailkube.loadtest.lab.NodeProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is done to a real Kubernetes, step by step, and whether the nodes bring Contrail after it. */
final class Check {
    private static final int HALF_A_BURST = 30;

    private static final Map.Entry<String, String> ISOLATED = entry(NamespaceAnnotations.ISOLATION, "true");
    private static final String BLUE =
            "{\"domain\": \"default-domain\", \"project\": \"default-project\", \"name\": \"blue\"}";

    private final Steps steps;
    private final Lab lab;
    private final TestNamespaces namespaces;
    private final Convergence convergence;
    private final Report report;
    private final ApiServer server;
    private final RealKubernetes kubernetes;
    private final Action workloads;
    private final IngestMetrics metrics;

    Check(Steps steps, TestNamespaces namespaces, ApiServer server, RealKubernetes kubernetes, Action workloads) {
        this.steps = steps;
        this.lab = steps.lab();
        this.namespaces = namespaces;
        this.convergence = steps.convergence();
        this.report = steps.report();
        this.server = server;
        this.kubernetes = kubernetes;
        this.workloads = workloads;
        this.metrics = new IngestMetrics(lab.web(), lab.nodes());
    }

    void run() throws IOException {
        steps.step("Starting " + lab.nodes().size() + " nodes", this::start);
        if (!report.isFine()) {
            return;
        }
        var atFirst = lab.dump();
        steps.step("Adding namespaces", this::add);
        steps.step("Changing annotations and labels", this::change);
        steps.step("Deleting namespaces", this::delete);
        steps.step("Deleting a namespace and making it anew at once", this::replace);
        steps.step("Adding many, and killing a node meanwhile", this::burst);
        steps.step("Deleting many", this::deleteMany);
        workloads.run();
        steps.step("Restarting the API server", this::restart);
        steps.step("Making the server forget what a watch would go on from (410)", this::expire);
        steps.step("Removing everything", this::remove);
        if (!convergence.isGivenUp()) {
            steps.check(
                    "Contrail holds what it held at first, object by object",
                    () -> Worlds.differences(atFirst, lab.dump()));
        }
    }

    private void start() throws IOException {
        boolean spoilt = kubernetes.spoilToken();
        lab.nodes().forEach(NodeProcess::start);
        if (spoilt) {
            steps.check("nodes whose token is wrong say so (401)", convergence::unrefused);
            kubernetes.mendToken();
        } else {
            report.leftOut("a wrong token (401)", "the user of this kubeconfig has none");
        }
        steps.allReady();
        steps.converges();
    }

    private void add() throws IOException {
        namespaces.create("plain", Map.of());
        namespaces.create("isolated", Map.ofEntries(ISOLATED));
        namespaces.create("forwarding", Map.ofEntries(ISOLATED, entry(NamespaceAnnotations.FORWARDING, "true")));
        namespaces.create("snat", Map.ofEntries(ISOLATED, entry(NamespaceAnnotations.SNAT, "true")));
        namespaces.create("custom", Map.of(NamespaceAnnotations.NETWORK, BLUE));
        namespaces.create("malformed", Map.ofEntries(ISOLATED, entry(NamespaceAnnotations.NETWORK, "{bad")));
        steps.converges();
        tells("malformed", "InvalidAnnotation");
    }

    private void change() throws IOException {
        namespaces.label("plain", "team=shop");
        namespaces.annotate("plain", NamespaceAnnotations.ISOLATION + "=true");
        namespaces.annotate("isolated", NamespaceAnnotations.SNAT + "=true");
        namespaces.annotate("snat", NamespaceAnnotations.SNAT + '-');
        namespaces.annotate("custom", NamespaceAnnotations.NETWORK + '-');
        namespaces.annotate("malformed", NamespaceAnnotations.NETWORK + '=' + BLUE);
        steps.converges();
        namespaces.annotate("forwarding", NamespaceAnnotations.FORWARDING + "=false");
        tells("forwarding", "ForwardingImmutable");
        namespaces.annotate("forwarding", NamespaceAnnotations.FORWARDING + "=true");
        namespaces.label("plain", "team-");
        steps.converges();
    }

    private void delete() throws IOException {
        namespaces.delete("plain");
        namespaces.delete("custom");
        steps.converges();
    }

    private void replace() throws IOException {
        String before = namespaces.uid("isolated");
        namespaces.delete("isolated");
        convergence.insist(() -> {
            // Refused, or taken for a change of the old one, until that is gone.
            namespaces.create("isolated", Map.ofEntries(ISOLATED));
            if (namespaces.uid("isolated").equals(before)) {
                throw new IOException("the old namespace is still there");
            }
        });
        report.say("uid was " + before + ", is " + namespaces.uid("isolated"));
        steps.converges();
    }

    private void burst() throws IOException {
        namespaces.createMany("many-a", HALF_A_BURST, Map.ofEntries(ISOLATED));
        NodeProcess victim =
                metrics.watcher(NamespaceKind.NAME).orElseThrow(() -> new IOException("no node says that it watches"));
        report.say("kill -9 of " + victim.name() + ", which watches");
        victim.kill();
        namespaces.createMany("many-b", HALF_A_BURST, Map.of());
        steps.converges();
        report.say("starting " + victim.name() + " again");
        victim.start();
        steps.allReady();
    }

    private void deleteMany() throws IOException {
        namespaces.deleteMany("many-a", HALF_A_BURST);
        namespaces.deleteMany("many-b", HALF_A_BURST);
        steps.converges();
    }

    private void restart() throws IOException {
        if (!server.canRestart()) {
            report.leftOut("restart of the API server", "RESTART_APISERVER names no command");
            return;
        }
        server.restart(() -> {
            namespaces.create("meanwhile", Map.ofEntries(ISOLATED));
            namespaces.annotate("snat", NamespaceAnnotations.SNAT + "=true");
            namespaces.delete("forwarding");
        });
        steps.converges();
        steps.allReady();
    }

    /**
     * All nodes stand still at once, so that none takes over for another. A watch that stays open would lose nothing, since
     * what comes waits in its connection: first it has to end, then come the changes, then the server loses its history.
     */
    private void expire() throws IOException {
        double before = metrics.expired();
        signal("STOP");
        try {
            report.say("all nodes stand still");
            server.endWatches();
            namespaces.create("unseen", Map.ofEntries(ISOLATED));
            namespaces.annotate("snat", NamespaceAnnotations.SNAT + "=false");
            namespaces.delete("malformed");
            server.forget();
        } finally {
            signal("CONT");
        }
        report.say("all nodes go on");
        steps.converges();
        String what = "a watch was refused with 410, and a list told what it had missed";
        if (metrics.expired() > before) {
            report.ok(what);
        } else if (server.canRestart()) {
            report.failed(what, List.of("no node counts a list made necessary by cause=expired"));
        } else {
            report.leftOut(
                    what,
                    "this server remembers too long: name a command in RESTART_APISERVER, or run it with"
                            + " --watch-cache=false --etcd-compaction-interval=5s");
        }
        steps.allReady();
    }

    private void remove() throws IOException {
        namespaces.removeAll();
        steps.converges();
        report.say("watches of namespaces opened by nodes that still run: " + (long) metrics.watches());
    }

    private void tells(String role, String reason) {
        steps.check("kubectl get events shows a Warning " + reason + " of " + namespaces.name(role), () -> {
            String events = namespaces.events(role);
            return events.contains(reason) ? List.of() : List.of(events);
        });
    }

    private void signal(String signal) throws IOException {
        for (NodeProcess node : lab.nodes()) {
            try {
                node.signal(signal);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
