package io.contrailkube.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.offline.PlannedWorld;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.LoadedConfiguration;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what manifests lead to, without any running system. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the Contrail objects that these manifests lead to on a fresh Contrail. Nothing is contacted.",
            "",
            "Namespaces, Pods, Services, EndpointSlices, Ingresses, IngressClasses and NetworkAttachmentDefinitions count. What"
                    + " Kubernetes adds to them is supposed: the namespaces and the service of every cluster, nodes node-1 to"
                    + " node-3, running pods, endpoints of services with a selector. So is what others make in Contrail, such"
                    + " as floating-ip pools and virtual-routers. Addresses are left out: they are allocated.",
            "",
            "The output is {\"TYPE\": {\"FQ:NAME\": BODY}}, without uuids and whatever else the server allocates. What the"
                    + " owners of the manifests would be told, and kinds that mean nothing here, go to standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contrail-kube plan -f deploy/examples",
            "  kubectl get ns,po,svc,ing -A -o yaml | contrail-kube plan -f - -c contrail-kubernetes.conf --output table"
        })
final class PlanCommand implements Callable<Integer> {
    private static final int WIDTH = 110;
    private static final int SHOWN = 4;

    /** How to print. */
    enum Output {
        json,
        table
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

    @Option(
            names = {"-o", "--output"},
            defaultValue = "json",
            paramLabel = "FORM",
            description = "json (default) or table.")
    private Output output = Output.json;

    @Override
    public Integer call() {
        Configuration read = configuration.readOrDemo();
        LoadedConfiguration loaded = read.loaded();
        PrintWriter err = spec.commandLine().getErr();
        loaded.warnings().forEach(warning -> err.println("warning: " + warning));
        List<JsonNode> supported = PlannedManifests.read(sources, err);
        PlannedWorld world = OfflinePlan.onCluster(loaded.cluster(), supported);
        PlannedManifests.tell(world.findings(), err);
        print(world.objects(), spec.commandLine().getOut());
        return ExitCode.FINE;
    }

    private void print(SortedMap<String, SortedMap<String, ObjectNode>> objects, PrintWriter out) {
        if (output == Output.json) {
            out.print(WorldJson.render(objects));
        } else {
            var table = new Table(List.of("TYPE", "NAME", "REFERS TO"));
            objects.forEach((type, byName) ->
                    byName.forEach((name, body) -> table.add(List.of(type, name, references(body)), "")));
            table.print(out, WIDTH);
            int count = objects.values().stream().mapToInt(SortedMap::size).sum();
            out.println(count + " objects of " + objects.size() + " types");
        }
        out.flush();
    }

    /** Last parts of the first names: more would not fit. */
    private static String references(ObjectNode body) {
        List<String> names = body.properties().stream()
                .filter(field -> field.getKey().endsWith("_refs"))
                .flatMap(field -> StreamSupport.stream(field.getValue().spliterator(), false))
                .map(reference -> reference
                        .path("to")
                        .path(reference.path("to").size() - 1)
                        .asText())
                .toList();
        int more = names.size() - SHOWN;
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
