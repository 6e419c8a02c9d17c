package io.contrailkube.standins.kubernetes.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cluster is played; without a network pods wait for their address for ever, unless they use that of their node. */
public record ClusterOptions(List<Node> nodes, @Nullable Network network, Pace pace) {
    private static final int PER_NETWORK = 250;

    /** A node by its name and its address. */
    public record Node(String name, String address) {}

    /**
     * The network that pods are in.
     *
     * @param contrail its API, as the plugin and the agent of every node see it
     * @param cluster name of the cluster, the first part of the names of virtual machines
     * @param lookup how the plugin finds the machine of a pod
     * @param routers whether the nodes register themselves as virtual routers, as agents do when they are installed
     */
    public record Network(URI contrail, String cluster, Lookup lookup, boolean routers) {}

    /** How a plugin finds the virtual machine of a pod (spec 02 section 2); its uuid is the uid of the pod either way. */
    public enum Lookup {
        /** By the name {@code cluster__namespace__pod}, as since release 5.1. */
        NAME,
        /** By the uuid alone, as release 5.0. */
        UUID
    }

    /**
     * How fast things go.
     *
     * @param poll the shortest time between two looks for the address of one pod; it doubles with every look in vain
     * @param longest up to this
     * @param gathering how long changes of one service are gathered before its endpoints are written
     */
    public record Pace(Duration poll, Duration longest, Duration gathering) {}

    public ClusterOptions {
        nodes = List.copyOf(nodes);
    }

    /** So many nodes {@code node-1}, {@code node-2} and so on with the addresses 10.10.0.1 and so on, without a network. */
    public static ClusterOptions nodes(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new Node("node-" + (i + 1), "10.10." + i / PER_NETWORK + "." + (i % PER_NETWORK + 1)));
        }
        Pace pace = new Pace(Duration.ofMillis(25), Duration.ofSeconds(1), Duration.ofMillis(5));
        return new ClusterOptions(nodes, null, pace);
    }

    /** In the network of that Contrail, found by name; the nodes register themselves. */
    public ClusterOptions withContrail(URI contrail, String cluster) {
        return withNetwork(new Network(contrail, cluster, Lookup.NAME, true));
    }

    public ClusterOptions withNetwork(Network network) {
        return new ClusterOptions(nodes, network, pace);
    }

    public ClusterOptions withPace(Pace pace) {
        return new ClusterOptions(nodes, network, pace);
    }
}
