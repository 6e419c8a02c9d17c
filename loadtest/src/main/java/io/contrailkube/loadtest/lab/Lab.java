package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.offline.OfflinePlan;
import io.contrailkube.core.offline.PlannedWorld;
import io.contrailkube.core.offline.Worlds;
import io.contrailkube.node.cli.Main;
import io.contrailkube.node.config.Configuration;
import io.contrailkube.node.config.ConfigurationSources;
import io.contrailkube.persistence.EmbeddedDatabase;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A whole installation on this machine: a real PostgreSQL, a stand-in of Contrail, a stand-in of Kubernetes or a real one,
 * and node processes that form a cluster. For the demo, for tests with real processes, for load.
 */
public final class Lab implements AutoCloseable {
    private static final String HEAP = "512m";

    private final LabFiles files = LabFiles.temporary();
    private final Web web = new Web();
    private final EmbeddedDatabase database;
    private final ContrailStandin contrail;
    private final Kubernetes kubernetes;
    private final ClusterSettings settings;
    private final Administrator administrator;
    private SortedMap<String, SortedMap<String, ObjectNode>> baseline;
    private final List<NodeProcess> nodes;
    private final AtomicLong ownRequests = new AtomicLong();
    private volatile boolean keepFiles;
    private boolean closed;

    /**
     * @param nodes how many
     * @param httpPort of the endpoints of the first node, the others follow; 0 for free ones
     * @param configuration more lines for {@code contrail-kubernetes.conf}
     */
    public record Options(int nodes, int httpPort, String configuration) {
        public Options {
            if (nodes < 1) {
                throw new IllegalArgumentException("a lab needs at least 1 node, not " + nodes);
            }
        }

        public static Options ofNodes(int nodes) {
            return new Options(nodes, 0, "");
        }
    }

    private Lab(Options options, Kubernetes kubernetes) throws IOException {
        this.kubernetes = kubernetes;
        database = EmbeddedDatabase.start(files.folder().resolve("postgresql"), 0);
        contrail = ContrailStandin.start(
                ContrailOptions.loopback().with(ContrailOptions.Choice.SERVICE_APPLIANCE_SETS, false));
        administrator = new Administrator(web, contrail.uri());
        administrator.prepare();
        ownRequests.set(contrail.log().counts().total());
        baseline = read(ContrailDump::of);
        Path configuration = files.configuration(contrail.uri(), options.configuration());
        settings = Configuration.read(new ConfigurationSources(List.of(configuration), List.of(), Map.of(), Map.of()))
                .loaded()
                .cluster();
        nodes = nodes(options, configuration);
    }

    /** Starts everything but the nodes. */
    public static Lab open(Options options) throws IOException {
        var kubernetes = new StandinKubernetes();
        Lab lab = new Lab(options, kubernetes);
        lab.addRouters(kubernetes.nodes());
        kubernetes.join(lab.contrail.uri());
        return lab;
    }

    /** The same on another Kubernetes, which is closed along with the lab. */
    public static Lab open(Options options, Kubernetes kubernetes) throws IOException {
        return new Lab(options, kubernetes);
    }

    private List<NodeProcess> nodes(Options options, Path configuration) {
        int count = options.nodes();
        List<Integer> free = Ports.free(2 * count);
        List<Integer> http = options.httpPort() == 0
                ? free.subList(0, count)
                : IntStream.range(options.httpPort(), options.httpPort() + count)
                        .boxed()
                        .toList();
        List<String> endpoints = http.stream().map(port -> "127.0.0.1:" + port).toList();
        var made = new ArrayList<NodeProcess>();
        for (int i = 0; i < options.nodes(); i++) {
            String name = "node-" + (i + 1);
            Path hocon = files.hocon(
                    name,
                    new LabFiles.Addresses(http.get(i), free.get(count + i), database.jdbcUrl(), kubernetes.access()),
                    endpoints);
            var launch = new NodeProcess.Launch(
                    name,
                    Main.class.getName(),
                    List.of("node", "-c", configuration.toString(), "--hocon", hocon.toString()),
                    files.log(name),
                    HEAP);
            made.add(new NodeProcess(launch, URI.create("http://127.0.0.1:" + http.get(i))));
        }
        return List.copyOf(made);
    }

    /**
     * Makes nodes of Kubernetes known to Contrail, as the installation of a vrouter does. To be called before the first node
     * process starts.
     */
    public void addRouters(Map<String, String> addressOfNode) throws IOException {
        for (Map.Entry<String, String> node : addressOfNode.entrySet()) {
            administrator.addRouter(node.getKey(), node.getValue());
        }
        ownRequests.addAndGet(addressOfNode.size());
        baseline = read(ContrailDump::of);
    }

    /** Those of the node processes. */
    public ClusterSettings settings() {
        return settings;
    }

    public List<NodeProcess> nodes() {
        return nodes;
    }

    public ContrailStandin contrail() {
        return contrail;
    }

    /** @throws IllegalStateException if the lab was opened on another Kubernetes */
    public KubernetesStandin kubernetes() {
        if (kubernetes instanceof StandinKubernetes standin) {
            return standin.server();
        }
        throw new IllegalStateException("the Kubernetes of this lab is no stand-in");
    }

    public EmbeddedDatabase database() {
        return database;
    }

    public Web web() {
        return web;
    }

    /** Requests that Contrail has had from the controller, without those of the lab itself and of the nodes with pods. */
    public long requestsOfNodes() {
        // What was sent is counted before it arrives.
        long ofPods = kubernetes instanceof StandinKubernetes standin ? standin.requestsToContrail() : 0;
        long others = ownRequests.get() + ofPods;
        return Math.max(0, contrail.log().counts().total() - others);
    }

    /** What Contrail holds beyond what it held before the first node came. */
    public SortedMap<String, SortedMap<String, ObjectNode>> dump() throws IOException {
        return Worlds.added(baseline, read(ContrailDump::of));
    }

    /** All objects of a type that Contrail holds, whole. */
    public List<JsonNode> inContrail(ContrailType type) throws IOException {
        return read(list -> list.read(type));
    }

    private interface Reading<T> {
        T from(ContrailList contrail) throws IOException;
    }

    private <T> T read(Reading<T> reading) throws IOException {
        var list = new ContrailList(web, contrail.uri());
        try {
            return reading.from(list);
        } finally {
            ownRequests.addAndGet(list.requests());
        }
    }

    /** What Kubernetes holds now, of what the controller watches; each object with its kind. */
    public List<JsonNode> inKubernetes() throws IOException {
        return kubernetes.objects();
    }

    /** What these objects of Kubernetes lead to on a fresh Contrail. */
    public PlannedWorld plan(List<JsonNode> objects) {
        return OfflinePlan.ofServed(settings, objects);
    }

    /** In what Contrail differs from the plan; empty once everything has converged. */
    public List<String> differences() throws IOException {
        return Worlds.differences(plan(inKubernetes()).objects(), dump());
    }

    /** Leaves logs and database where they are when the lab is closed, to be looked at. */
    public void keepFiles() {
        keepFiles = true;
    }

    /** Stops everything and removes the files. Nodes are killed: there is nobody left to hand their work to. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        nodes.forEach(NodeProcess::kill);
        kubernetes.close();
        contrail.close();
        database.close();
        if (!keepFiles) {
            files.delete();
        }
    }
}
