package io.contrailkube.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.verdict.Oracles.Comparison;
import io.contrailkube.core.verdict.Oracles.Matrix;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Traffic;
import io.contrailkube.node.config.LoadedConfiguration;
import io.contrailkube.node.verdict.FlowQuestion;
import io.contrailkube.node.verdict.FlowQuestion.BadQuestion;
import io.contrailkube.node.verdict.FlowReport;
import io.contrailkube.node.verdict.ManifestWorld;
import io.contrailkube.node.verdict.MatrixReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether flows pass, without any running system. */
@Command(
        name = "verdict",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says whether a flow passes and which policies and rules decide: once as Kubernetes means the NetworkPolicies of these"
                    + " manifests, and once as Contrail does with the objects that the manifests lead to. Both are worked out"
                    + " apart from each other and must agree. Nothing is contacted.",
            "",
            "Pods have the addresses of status.podIP, else made-up ones. A pod on the network of its node counts as somebody"
                    + " outside with the address of the node. A pod and itself always reach each other.",
            "",
            "With --matrix: every flow between any two pods and addresses, in one go."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contrail-kube verdict -f deploy/examples --from guestbook/frontend-0 --to guestbook/redis-leader-0 --port redis",
            "  kubectl get ns,po,netpol -A -o yaml | contrail-kube verdict -f - --from 203.0.113.7 --to web/api-0 --port 443",
            "  contrail-kube verdict -f DIR --matrix --port TCP/80 --port UDP/53 --external 203.0.113.7 --output json",
            "",
            "Exit codes:",
            "  0  Kubernetes and Contrail agree",
            "  1  they differ",
            "  2  bad usage or configuration"
        })
final class VerdictCommand implements Callable<Integer> {
    private static final int NAMED = 5;

    private final ManifestWorld.Planner planner;

    /** How to print. */
    enum Output {
        json,
        text
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "FILE|DIR",
            description =
                    "YAML or JSON manifests, a directory of such files, or - for standard input. May be repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--from", paramLabel = "NS/POD|IP", description = "Who sends.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "NS/POD|IP", description = "Who receives.")
    private @Nullable String to;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the destination: a number or, without --matrix, its name there; or PROTOCOL/PORT."
                    + " With --matrix it may be repeated.")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = "--protocol",
            defaultValue = "TCP",
            paramLabel = "PROTOCOL",
            description = "TCP (default), UDP, SCTP, or ICMP, which has no ports.")
    private String protocol = "TCP";

    @Option(names = "--matrix", description = "All flows instead of one.")
    private boolean matrix;

    @Option(
            names = "--external",
            paramLabel = "IP",
            description = "With --matrix: an address outside of the cluster. May be repeated.")
    private List<String> external = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            paramLabel = "FORM",
            description = "text (default) or json.")
    private Output output = Output.text;

    VerdictCommand(ManifestWorld.Planner planner) {
        this.planner = planner;
    }

    @Override
    public Integer call() {
        checkUsage();
        try {
            return matrix ? all() : one();
        } catch (BadQuestion e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), ExitCode.USAGE);
        }
    }

    private void checkUsage() {
        boolean single = from != null || to != null;
        if (matrix && single) {
            throw usage("--matrix is about everybody; leave out --from and --to, or --matrix");
        }
        if (!matrix && from == null) {
            throw usage("--from is missing: say who sends, as NAMESPACE/POD or an address, or give --matrix");
        }
        if (!matrix && to == null) {
            throw usage("--to is missing: say who receives, as NAMESPACE/POD or an address");
        }
        if (!matrix && !external.isEmpty()) {
            throw usage("--external goes with --matrix only; give the address to --from or --to");
        }
        if (!matrix && ports.size() > 1) {
            throw usage("--port stands " + ports.size() + " times: give one, or all of them with --matrix");
        }
        if (ports.isEmpty() && !protocol.equalsIgnoreCase(Traffic.Protocol.ICMP.name())) {
            throw usage("--port is missing: give the port of the destination, e.g. --port " + (matrix ? "TCP/" : "")
                    + "80");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int one() {
        var question = new FlowQuestion(told(from), told(to), ports.isEmpty() ? "" : ports.get(0), protocol);
        ManifestWorld world = world(List.of(question.sender(), question.receiver()));
        var kubernetes = world.oracles().kubernetes();
        question.check(kubernetes);
        Comparison comparison =
                world.oracles().compare(question.sender(), question.receiver(), question.traffic(kubernetes));
        FlowReport report = FlowReport.of(comparison, world.oracles().contrail().faults());
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.json) {
            out.println(json(report));
        } else {
            report.lines().forEach(out::println);
        }
        return finish(world, report.agree() ? 0 : 1);
    }

    private static String told(@Nullable String text) {
        return text == null ? "" : text;
    }

    private int all() {
        List<Traffic> traffic = (ports.isEmpty() ? List.of("") : ports)
                .stream()
                        .map(port -> FlowQuestion.traffic(port, protocol))
                        .distinct()
                        .toList();
        List<Party> others =
                external.stream().map(VerdictCommand::address).distinct().toList();
        ManifestWorld world = world(others);
        List<Party> parties = new ArrayList<>(world.oracles().kubernetes().pods());
        parties.removeAll(world.unconnected());
        parties.addAll(others);
        Matrix compared = world.oracles().matrix(parties, traffic);
        var report = new MatrixReport(compared);
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.json) {
            report.json(out);
        } else {
            report.table(out);
        }
        return finish(world, compared.differences().size());
    }

    private static Party address(String text) {
        Party party = FlowQuestion.party(text, "give --external an address, e.g. 203.0.113.7");
        if (party instanceof Party.Pod) {
            throw new BadQuestion("'" + text + "' is no address; pods are in the matrix without being named");
        }
        return party;
    }

    private ManifestWorld world(List<Party> others) {
        LoadedConfiguration loaded = configuration.readOrDemo().loaded();
        PrintWriter err = spec.commandLine().getErr();
        loaded.warnings().forEach(warning -> err.println("warning: " + warning));
        List<JsonNode> manifests = PlannedManifests.read(sources, err);
        ManifestWorld world = ManifestWorld.of(loaded.cluster(), manifests, others, planner);
        PlannedManifests.tell(world.planned().findings(), err);
        if (loaded.cluster().security().policies().sctpPorts() == SctpPortMode.WIDEN) {
            err.println("note: with sctp-port-mode = widen more of SCTP passes than policies allow");
        }
        return world;
    }

    private int finish(ManifestWorld world, int differences) {
        PrintWriter err = spec.commandLine().getErr();
        if (matrix) {
            world.oracles().contrail().faults().forEach(fault -> err.println("warning: Contrail: " + fault));
        }
        tell("without status.podIP, and so with a made-up address", world.madeUp(), err);
        tell("without an interface in Contrail, and so not in any matrix", world.unconnected(), err);
        if (differences > 0) {
            err.println("contrail-kube: Kubernetes and Contrail differ in " + differences
                    + (differences == 1 ? " flow" : " flows")
                    + "; this is a defect of the translation, please report it");
        }
        spec.commandLine().getOut().flush();
        return differences == 0 ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static void tell(String what, List<Party.Pod> pods, PrintWriter err) {
        if (!pods.isEmpty()) {
            List<Party.Pod> first = pods.subList(0, Math.min(NAMED, pods.size()));
            err.println("note: " + what + ": "
                    + String.join(", ", first.stream().map(Party.Pod::toString).toList())
                    + (pods.size() > NAMED ? " and " + (pods.size() - NAMED) + " more" : ""));
        }
    }

    private static String json(FlowReport report) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report can always be written", e);
        }
    }
}
