package io.contrailkube.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.offline.PlannedWorld.Finding;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.node.manifest.Manifest;
import io.contrailkube.node.manifest.ManifestFault;
import io.contrailkube.node.manifest.Manifests;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The manifests of commands that plan, and what is to be said about them. */
final class PlannedManifests {
    private PlannedManifests() {}

    /** All of a kind that means something here; the others are told. */
    static List<JsonNode> read(List<String> sources, PrintWriter err) {
        Manifests manifests = Manifests.read(sources, System.in);
        if (!manifests.faults().isEmpty()) {
            throw new CommandFailure(told(manifests.faults()), ExitCode.USAGE);
        }
        var supported = new ArrayList<JsonNode>();
        for (Manifest manifest : manifests.objects()) {
            if (isSupported(manifest)) {
                supported.add(manifest.object());
            } else {
                err.println("not planned: " + manifest.where() + ": " + manifest + " (nothing is made for "
                        + manifest.object().path("apiVersion").asText() + ' ' + manifest.kind() + ')');
            }
        }
        return supported;
    }

    private static String told(List<ManifestFault> faults) {
        String head = "the manifests have " + (faults.size() == 1 ? "a fault:" : faults.size() + " faults:");
        return faults.stream()
                .map(fault -> System.lineSeparator() + "  " + fault)
                .collect(Collectors.joining("", head, ""));
    }

    private static boolean isSupported(Manifest manifest) {
        String version = manifest.object().path("apiVersion").asText();
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        return KubeKinds.ALL.stream()
                .anyMatch(kind -> kind.name().equals(manifest.kind())
                        && kind.resources().stream()
                                .anyMatch(resource -> resource.group().equals(group)));
    }

    /** What the owners of the manifests would be told. */
    static void tell(Collection<Finding> findings, PrintWriter err) {
        findings.forEach(finding -> err.println(weight(finding.problem()) + ": " + finding.about() + ": "
                + finding.problem().reason() + ": " + finding.problem().message()));
    }

    private static String weight(Problem problem) {
        return problem.severity() == Severity.WARNING ? "warning" : "note";
    }
}
