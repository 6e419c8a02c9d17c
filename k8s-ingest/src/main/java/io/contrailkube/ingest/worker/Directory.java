package io.contrailkube.ingest.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows on every node where the worker of a kind is; while it is nowhere, what is for it waits. */
final class Directory extends AbstractBehavior<Directory.Command> {
    sealed interface Command {}

    /** A message for the worker of a kind, given up after some time. */
    record Forward(String kind, WorkerCommand message, Duration patience) implements Command {}

    private record Listed(Receptionist.Listing listing) implements Command {}

    private record Waiting(WorkerCommand message, long deadline) {}

    private final Map<String, ServiceKey<WorkerCommand>> keys = new HashMap<>();
    private final Map<String, ActorRef<WorkerCommand>> workers = new HashMap<>();
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();

    private Directory(ActorContext<Command> context, List<String> kinds) {
        super(context);
        // An actor has one adapter per class of messages, so this one is for the listings of all kinds.
        ActorRef<Receptionist.Listing> adapter = context.messageAdapter(Receptionist.Listing.class, Listed::new);
        for (String kind : kinds) {
            ServiceKey<WorkerCommand> key = key(kind);
            keys.put(kind, key);
            context.getSystem().receptionist().tell(Receptionist.subscribe(key, adapter));
        }
    }

    static Behavior<Command> create(List<String> kinds) {
        return Behaviors.setup(context -> new Directory(context, kinds));
    }

    static ServiceKey<WorkerCommand> key(String kind) {
        return ServiceKey.create(WorkerCommand.class, "contrail-kube-ingest-" + kind);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Forward.class, this::forward)
                .onMessage(Listed.class, this::listed)
                .build();
    }

    private Behavior<Command> forward(Forward forward) {
        ActorRef<WorkerCommand> worker = workers.get(forward.kind());
        if (worker != null) {
            worker.tell(forward.message());
            return this;
        }
        long now = System.nanoTime();
        Deque<Waiting> queue = waiting.computeIfAbsent(forward.kind(), kind -> new ArrayDeque<>());
        queue.removeIf(old -> old.deadline() - now < 0);
        queue.add(new Waiting(forward.message(), now + forward.patience().toNanos()));
        return this;
    }

    private Behavior<Command> listed(Listed listed) {
        keys.forEach((kind, key) -> {
            if (listed.listing().isForKey(key)) {
                found(kind, List.copyOf(listed.listing().getServiceInstances(key)));
            }
        });
        return this;
    }

    /** Of two, which a hand-over may show for a moment, any will do: each says whether its list is complete. */
    private void found(String kind, List<ActorRef<WorkerCommand>> found) {
        if (found.isEmpty()) {
            workers.remove(kind);
            return;
        }
        ActorRef<WorkerCommand> worker = found.get(0);
        workers.put(kind, worker);
        Deque<Waiting> queue = waiting.remove(kind);
        if (queue != null) {
            long now = System.nanoTime();
            queue.stream().filter(each -> each.deadline() - now >= 0).forEach(each -> worker.tell(each.message()));
        }
    }
}
