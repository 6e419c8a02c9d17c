package io.contrailkube.loadtest.standin;

import io.contrailkube.node.cli.CommandFailure;
import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailOptions.Choice;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.contrail.Line;
import io.contrailkube.standins.http.HttpServerOptions;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a stand-in alone. */
@Command(
        name = "standin",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a stand-in of the Contrail or of the Kubernetes API alone, until Ctrl-C. It speaks the real protocol over"
                    + " HTTP and keeps everything in memory.",
            "",
            "Control routes: GET /standin/requests?since=N and /standin/stats show what was asked;"
                    + " PUT /standin/faults/NAME makes trouble, e.g. {\"kind\": \"status\", \"status\": 503,"
                    + " \"probability\": 0.1}, DELETE ends it. Kinds: latency, status, reset, hang, late, rate."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contrail-kube standin contrail --port 8082",
            "  contrail-kube standin kubernetes --port 8001   # kubectl --server=http://127.0.0.1:8001 get ns",
            "  contrail-kube standin kubernetes --port 8001 --nodes 3 --contrail http://127.0.0.1:8082"
        })
public final class StandinCommand implements Subcommand {
    /** Which API. */
    enum Api {
        contrail,
        kubernetes
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "contrail|kubernetes", description = "Which API.")
    @SuppressWarnings("NullAway.Init") // required, so set by picocli
    private Api api;

    @Option(names = "--port", required = true, paramLabel = "P", description = "Port on loopback; 0 for a free one.")
    private int port;

    @Option(
            names = "--service-appliance-sets",
            description = "contrail: with the sets that the service monitor makes, which load balancers need.")
    private boolean serviceApplianceSets;

    @Option(
            names = "--line",
            defaultValue = "21.4",
            paramLabel = "5.0|21.4",
            description = "contrail: release line to behave like (default 21.4).")
    private String line = "21.4";

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = {
                "kubernetes: plays a cluster of N nodes: scheduler, kubelets, controllers of endpoints, garbage collector.",
                "Annotations steer its pods: standin/ready=false, standin/phase=Succeeded or Failed."
            })
    private int nodes;

    @Option(
            names = "--contrail",
            paramLabel = "URL",
            description = "kubernetes: API of the Contrail that gives the pods of the nodes their addresses; without it"
                    + " only pods of the host network run.")
    private @Nullable URI contrail;

    @Option(
            names = "--cluster-name",
            defaultValue = "k8s",
            paramLabel = "NAME",
            description = "kubernetes: name of the cluster in Contrail (default k8s).")
    private String clusterName = "k8s";

    @Override
    public Integer call() throws InterruptedException {
        if (api == Api.contrail) {
            try (ContrailStandin standin = started(() -> ContrailStandin.start(contrailOptions()))) {
                serve("Contrail", standin.uri());
            }
        } else {
            serveKubernetes();
        }
        return ExitCode.FINE;
    }

    private void serveKubernetes() throws InterruptedException {
        if (contrail != null && nodes == 0) {
            throw new CommandFailure("--contrail is of use only with --nodes", ExitCode.USAGE);
        }
        HttpServerOptions where = HttpServerOptions.loopback().withPort(port);
        KubernetesOptions options = KubernetesOptions.loopback().withServer(where);
        try (KubernetesStandin standin = started(() -> KubernetesStandin.start(options))) {
            if (nodes == 0) {
                serve("Kubernetes", standin.uri());
                return;
            }
            ClusterPlay play = ClusterPlay.start(standin, cluster());
            try {
                serve("Kubernetes", standin.uri());
            } finally {
                play.close();
            }
        }
    }

    private ClusterOptions cluster() {
        ClusterOptions options = ClusterOptions.nodes(nodes);
        return contrail == null ? options : options.withContrail(contrail, clusterName);
    }

    private <T> T started(Callable<T> start) {
        try {
            return start.call();
        } catch (BindException e) {
            throw new CommandFailure(
                    "cannot listen on port " + port + ": " + e.getMessage() + "; free it or choose another --port",
                    ExitCode.FAILED);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the stand-in did not start", e);
        }
    }

    private ContrailOptions contrailOptions() {
        try {
            return ContrailOptions.loopback()
                    .withPort(port)
                    .withLine(Line.of(line))
                    .with(Choice.SERVICE_APPLIANCE_SETS, serviceApplianceSets);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--line: " + e.getMessage(), ExitCode.USAGE);
        }
    }

    private void serve(String name, URI uri) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Stand-in of the " + name + " API: " + uri);
        out.flush();
        new CountDownLatch(1).await();
    }
}
