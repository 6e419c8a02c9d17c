package io.contrailkube.standins.kubernetes.cluster;

import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions.Network;
import io.contrailkube.standins.kubernetes.cluster.ClusterOptions.Node;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster around a running stand-in: its nodes, a scheduler, kubelets that give pods the addresses that Contrail allocated, the
 * controllers of Endpoints and EndpointSlices and the garbage collector. {@link Kubelets} says which annotations steer pods.
 */
public final class ClusterPlay implements AutoCloseable {
    /** How the nodes name themselves to Contrail, by which a log of requests tells them from others. */
    public static final String CLIENT = "standin-nodes";

    private final KubernetesStandin kubernetes;
    private final Desk desk;
    private final Desk nodes;
    private volatile @Nullable ContrailCalls calls;

    private ClusterPlay(KubernetesStandin kubernetes) {
        this.kubernetes = kubernetes;
        this.desk = new Desk(kubernetes.store(), "controllers");
        this.nodes = new Desk(kubernetes.store(), "nodes");
    }

    public static ClusterPlay start(KubernetesStandin kubernetes, ClusterOptions options) {
        ClusterPlay play = new ClusterPlay(kubernetes);
        play.begin(options);
        return play;
    }

    /** Requests that the nodes have sent to Contrail so far. */
    public long requestsToContrail() {
        ContrailCalls known = calls;
        return known == null ? 0 : known.sent();
    }

    private void begin(ClusterOptions options) {
        Hands hands = new Hands(kubernetes);
        kubernetes.api().deletion().leavePodsToKubelets(true);
        Map<String, String> addressOfNode = new LinkedHashMap<>();
        options.nodes().forEach(node -> {
            addressOfNode.put(node.name(), node.address());
            Nodes.register(node, hands);
        });
        Scheduler scheduler = new Scheduler(List.copyOf(addressOfNode.keySet()), hands);
        Kubelets kubelets = new Kubelets(addressOfNode, hands, network(options));
        EndpointControllers endpoints =
                new EndpointControllers(hands, desk, options.pace().gathering());
        MirroringController mirroring = new MirroringController(hands);
        GarbageCollector garbage = new GarbageCollector(hands);

        desk.watch(Resources.core("pods"), change -> {
            scheduler.podChanged(change);
            kubelets.podChanged(change);
            endpoints.podChanged(change);
        });
        desk.watch(Hands.kind("discovery.k8s.io/v1", "endpointslices"), endpoints::sliceChanged);
        desk.watch(Resources.core("endpoints"), change -> {
            endpoints.endpointsChanged(change);
            mirroring.endpointsChanged(change);
        });
        desk.watch(Resources.core("services"), change -> {
            endpoints.serviceChanged(change);
            mirroring.serviceChanged(change);
        });
        for (ResourceType type : Resources.stored()) {
            desk.watch(type, garbage::changed);
        }
    }

    private PodNetwork network(ClusterOptions options) {
        Network network = options.network();
        if (network == null) {
            return PodNetwork.NONE;
        }
        List<Node> routers = network.routers() ? options.nodes() : List.of();
        ContrailCalls sending = new ContrailCalls(network.contrail());
        calls = sending;
        ContrailNetwork contrail = new ContrailNetwork(
                new PortLookup(network, sending), routers, options.pace(), task -> desk.later(Duration.ZERO, task));
        nodes.regularly(options.pace().poll(), contrail::look);
        return contrail;
    }

    /** Ends the play; the objects stay as they are. */
    @Override
    public void close() {
        nodes.close();
        desk.close();
        kubernetes.api().deletion().leavePodsToKubelets(false);
    }
}
