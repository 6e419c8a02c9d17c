package io.contrailkube.loadtest.lab;

import io.contrailkube.node.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of a lab: configuration of its nodes, their logs, the database. Deleted in the end, but for the logs. */
final class LabFiles {
    /** As the configuration of the demo says. */
    static final String CLUSTER_NAME = "k8s";

    private final Path folder;

    private LabFiles(Path folder) {
        this.folder = folder;
    }

    static LabFiles temporary() {
        try {
            return new LabFiles(Files.createTempDirectory("contrail-kube-lab"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    Path folder() {
        return folder;
    }

    Path log(String node) {
        return folder.resolve(node + ".log");
    }

    /** The old configuration file, as a user would write it: that of {@code plan} without one, and where Contrail is. */
    Path configuration(URI contrail, String extra) {
        String place = "[VNC]\nvnc_endpoint_ip = %s\nvnc_endpoint_port = %d\n"
                .formatted(contrail.getHost(), contrail.getPort());
        return write("contrail-kubernetes.conf", Configuration.demoText() + place + extra);
    }

    /** @param others addresses of all nodes, host:port, the same for each */
    Path hocon(String node, Addresses addresses, List<String> others) {
        String seeds = others.stream().map(other -> '"' + other + '"').collect(Collectors.joining(", "));
        return write(
                node + ".conf",
                """
                contrail-kube.node.http { host = "127.0.0.1", port = %d }
                contrail-kube.node.cluster.seeds = [%s]
                contrail-kube.gateway.incarnation = "%s"
                contrail-kube.journal { url = "%s", user = "postgres" }
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = %d }
                %s
                """
                        .formatted(
                                addresses.http(),
                                seeds,
                                node,
                                addresses.journal(),
                                addresses.artery(),
                                addresses.kubernetes()));
    }

    /** Where a node listens, and what it talks to; {@code kubernetes} in lines of HOCON. */
    record Addresses(int http, int artery, String journal, String kubernetes) {}

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
