package io.contrailkube.loadtest.standin;

import io.contrailkube.node.cli.ExitCode;
import io.contrailkube.node.cli.Subcommand;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.http.HttpServerOptions;
import io.contrailkube.standins.kubernetes.KubernetesOptions;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
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
            "  contrail-kube standin kubernetes --port 8001   # kubectl --server=http://127.0.0.1:8001 get ns"
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

    @Override
    public Integer call() throws Exception {
        HttpServerOptions where = HttpServerOptions.loopback().withPort(port);
        PrintWriter out = spec.commandLine().getOut();
        var end = new CountDownLatch(1);
        if (api == Api.contrail) {
            try (ContrailStandin standin =
                    ContrailStandin.start(ContrailOptions.loopback().withPort(port))) {
                serve(out, "Contrail", standin.uri().toString(), end);
            }
        } else {
            try (KubernetesStandin standin =
                    KubernetesStandin.start(KubernetesOptions.loopback().withServer(where))) {
                serve(out, "Kubernetes", standin.uri().toString(), end);
            }
        }
        return ExitCode.FINE;
    }

    private static void serve(PrintWriter out, String name, String uri, CountDownLatch end)
            throws InterruptedException {
        out.println("Stand-in of the " + name + " API: " + uri);
        out.flush();
        end.await();
    }
}
