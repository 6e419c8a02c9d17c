package io.contrailkube.loadtest.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.entity.Round;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.endpoints.EndpointsFact;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.registry.KubeWorkloads;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.Briefing;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A namespace with pods and a service over the first of them, whose plans succeed at once. */
final class Town {
    /** Kubernetes puts no more into one slice. */
    private static final int PER_SLICE = 100;

    private static final String NAME = "town";
    private static final Instant SEEN = Instant.EPOCH;

    private final int pods;
    private final int members;
    private final Answers answers;
    private final NamespaceBrain brain;
    private final Queue<Runnable> answered = new ArrayDeque<>();
    private NamespaceState state = NamespaceState.EMPTY;
    private long nanos;

    private Town(ObjectNames names, int pods, int members) {
        this.pods = pods;
        this.members = members;
        this.answers = new Answers(names);
        this.brain = new NamespaceBrain(NAME, names, KubeKinds.IN_NAMESPACES, KubeWorkloads.of(names));
    }

    /** @param members how many of the pods are endpoints of the service */
    static Town of(ObjectNames names, int pods, int members) {
        Town town = new Town(names, pods, members);
        town.brain.recovered(town.state);
        town.brain.foundationStands(Briefing.NOTHING);
        town.brain.knowIngressClasses(Map.of());
        KubeKinds.IN_NAMESPACES.forEach(kind -> town.brain.replayed(new Replay(kind, List.of(), true)));
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.putObject("metadata").put("name", NAME).put("uid", uid(0));
        town.offer(new NamespaceKind().decode(namespace).orElseThrow());
        town.offer(service());
        for (int pod = 0; pod < pods; pod++) {
            town.offer(pod(pod, "one"));
        }
        for (int slice = 0; slice * PER_SLICE < members; slice++) {
            town.offer(town.slice(slice, -1));
        }
        return town;
    }

    int pods() {
        return pods;
    }

    int members() {
        return members;
    }

    /** Owner keys for which something stands. */
    int owners() {
        return state.ledger().owners().size();
    }

    /** Nanoseconds in which the entity was busy with this fact. */
    long offer(KubeFact fact) {
        return hear(new FactChange.Present(fact, SEEN));
    }

    long remove(KubeFact fact) {
        return hear(new FactChange.Absent(fact.id(), SEEN));
    }

    private long hear(FactChange change) {
        nanos = 0;
        timed(() -> brain.offer(change));
        round();
        while (!answered.isEmpty()) {
            Runnable next = answered.remove();
            timed(next);
            round();
        }
        return nanos;
    }

    private void timed(Runnable task) {
        long began = System.nanoTime();
        task.run();
        nanos += System.nanoTime() - began;
    }

    private void round() {
        var actions = new ArrayList<Action>();
        timed(() -> {
            Round<NamespaceEvent> round = brain.round(state);
            round.events().forEach(event -> state = event.applyTo(state));
            actions.addAll(round.actions());
        });
        actions.forEach(this::answer);
    }

    private void answer(Action action) {
        if (action instanceof Action.Launch launch) {
            List<StepOutcome> outcomes =
                    launch.order().steps().stream().map(answers::to).toList();
            answered.add(() -> brain.finished(launch.order().owner(), outcomes));
        } else if (action instanceof Action.Look look) {
            var found = answers.to(look.question());
            answered.add(() -> brain.seen(look.question(), found));
        } else if (action instanceof Action.Contribute contribute) {
            answered.add(() -> brain.confirmed(contribute.contribution()));
        } else if (action instanceof Action.Fault fault) {
            throw new IllegalStateException("of " + fault.owner(), fault.cause());
        }
    }

    private static String uid(int number) {
        return new UUID(0x4000L, 0x8000000000000000L | number).toString();
    }

    private static String address(int pod) {
        return "10.32." + pod / 250 + '.' + (pod % 250 + 1);
    }

    /** @param address name of its instance-ip */
    static String addressOfPod(String address) {
        return address(Integer.parseInt(address.substring(1, address.indexOf('_'))));
    }

    static PodFact pod(int number, String revision) {
        var labels = new TreeMap<>(Map.of("app", "town", "revision", revision));
        return new PodFact(
                new ObjectId(PodKind.NAME, NAME, "p" + number, uid(number + 1)),
                labels,
                new TreeMap<>(),
                "node-" + number % 100,
                List.of("10.0.0." + number % 100),
                new TreeSet<>(),
                false,
                List.of());
    }

    private static ServiceFact service() {
        SortedMap<String, String> none = new TreeMap<>();
        return new ServiceFact(
                new ObjectId(ServiceKind.NAME, NAME, "hall", "50000000-0000-4000-8000-000000000000"),
                none,
                "2020-01-01T00:00:00Z",
                ServiceFact.Type.CLUSTER_IP,
                new ServiceFact.Addresses(List.of("10.96.0.7"), false, List.of()),
                true,
                List.of(new ServiceFact.Port("http", "TCP", 80)),
                new ServiceFact.Exposure("", List.of(), ""),
                List.of());
    }

    /** @param unready number of a pod that is not ready; negative for none */
    EndpointsFact slice(int number, int unready) {
        var ready = new ArrayList<EndpointsFact.Endpoint>();
        int end = Math.min(members, (number + 1) * PER_SLICE);
        for (int pod = number * PER_SLICE; pod < end; pod++) {
            if (pod != unready) {
                ready.add(new EndpointsFact.Endpoint(address(pod), uid(pod + 1), "p" + pod, "node-" + pod % 100));
            }
        }
        return new EndpointsFact(
                new ObjectId(
                        EndpointsKind.NAME, NAME, "hall-" + number, "60000000-0000-4000-8000-00000000000" + number),
                "hall",
                "IPv4",
                List.of(new EndpointsFact.Group(List.of(new EndpointsFact.Port("http", "TCP", 8080)), ready)),
                false);
    }
}
