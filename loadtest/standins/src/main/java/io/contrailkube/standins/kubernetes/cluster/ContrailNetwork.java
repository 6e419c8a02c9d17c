package io.contrailkube.standins.kubernetes.cluster;

import io.contrailkube.standins.kubernetes.cluster.ClusterOptions.Pace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the addresses of pods by asking Contrail again and again, for many pods in one request and ever more rarely. */
final class ContrailNetwork implements PodNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(ContrailNetwork.class);
    /** Names of a request must fit into its line. */
    private static final int BATCH = 200;

    private final PortLookup lookup;
    private final Pace pace;
    private final Consumer<Runnable> cluster;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private List<ClusterOptions.Node> unregistered;
    private boolean failing;

    /** @param cluster runs what is told to the cluster */
    ContrailNetwork(PortLookup lookup, List<ClusterOptions.Node> routers, Pace pace, Consumer<Runnable> cluster) {
        this.lookup = lookup;
        this.unregistered = routers;
        this.pace = pace;
        this.cluster = cluster;
    }

    private record Waiting(Port port, Consumer<List<String>> then, long due, long pause) {
        Waiting later(long now, long longest) {
            return new Waiting(port, then, now + pause, Math.min(longest, pause * 2));
        }
    }

    @Override
    public void connect(Port port, Consumer<List<String>> then) {
        waiting.put(
                port.uid(),
                new Waiting(port, then, System.nanoTime(), pace.poll().toNanos()));
    }

    @Override
    public void forget(String uid) {
        waiting.remove(uid);
    }

    /** One round; to be called regularly, by one thread. */
    void look() {
        try {
            register();
            List<Waiting> due = due();
            for (int from = 0; from < due.size(); from += BATCH) {
                look(due.subList(from, Math.min(due.size(), from + BATCH)));
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("the nodes cannot reach Contrail: {}", e.toString());
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void register() throws IOException, InterruptedException {
        List<ClusterOptions.Node> left = new ArrayList<>(unregistered);
        for (ClusterOptions.Node node : unregistered) {
            lookup.register(node);
            left.remove(node);
            unregistered = left;
        }
    }

    private List<Waiting> due() {
        long now = System.nanoTime();
        return waiting.values().stream()
                .filter(each -> each.due() - now <= 0)
                .sorted(Comparator.comparingLong(each -> each.due() - now))
                .toList();
    }

    private void look(List<Waiting> batch) throws IOException, InterruptedException {
        // Put off before asking: an answer that does not come counts as a look in vain.
        for (Waiting each : batch) {
            Waiting later = each.later(System.nanoTime(), pace.longest().toNanos());
            waiting.replace(each.port().uid(), each, later);
        }
        Map<String, List<String>> found =
                lookup.addresses(batch.stream().map(Waiting::port).toList());
        for (Waiting each : batch) {
            List<String> addresses = found.get(each.port().uid());
            if (addresses != null && waiting.remove(each.port().uid()) != null) {
                cluster.accept(() -> each.then().accept(addresses));
            }
        }
    }
}
