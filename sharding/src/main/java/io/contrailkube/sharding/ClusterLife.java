package io.contrailkube.sharding;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EffectFactories;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.ClusterBrain;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.sharding.Inquiries.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the entity of the cluster does from a recovery to its end. */
final class ClusterLife implements EntityLife<ClusterCommand, ClusterEvent, ClusterState> {
    private final Seat seat;
    private final Workbench bench;
    private final EffectFactories<ClusterEvent, ClusterState> effects;
    private final ClusterBrain brain;
    private final Engine<ClusterEvent, ClusterState> engine;
    private final Register register = new Register();
    private final Map<String, ClusterCommand.AwaitFoundation> awaiting = new HashMap<>();
    private final List<ActorRef<NamespaceCommand>> departed = new ArrayList<>();
    private final Map<String, Set<String>> listings = new HashMap<>();
    private final Reminders reminders;

    record Seat(EntityName entity, ActorRef<ClusterCommand> self, AlarmClock<ClusterCommand> alarms) {}

    ClusterLife(Seat seat, Workbench bench, EffectFactories<ClusterEvent, ClusterState> effects) {
        this.seat = seat;
        this.bench = bench;
        this.effects = effects;
        brain = new ClusterBrain(bench.ports().names());
        reminders = new Reminders(seat.alarms(), bench.settings().pauses());
        var mailbox = new Mailbox(seat.self().narrow(), seat.alarms()::set);
        var surroundings = new Engine.Surroundings(
                seat.entity(),
                bench,
                mailbox,
                new Lifetime(System::nanoTime),
                bench.settings().times().gather());
        engine = new Engine<>(brain, surroundings, effects, this::carryOut);
    }

    @Override
    public void begin(ClusterState state) {
        seat.alarms().cancelAll();
        engine.begin(state);
        KubeKinds.CLUSTER_SCOPED.forEach(this::replay);
    }

    @Override
    public void end() {
        seat.alarms().cancelAll();
        engine.end();
    }

    @Override
    public EffectBuilder<ClusterEvent, ClusterState> handle(ClusterState state, ClusterCommand command) {
        if (command instanceof ClusterCommand.Message message) {
            return engine.isStopping() ? passOn(message) : handle(state, message);
        }
        return command instanceof Report report ? engine.report(state, report) : remind();
    }

    private EffectBuilder<ClusterEvent, ClusterState> handle(ClusterState state, ClusterCommand.Message message) {
        if (message instanceof ClusterCommand.Contribute contribute) {
            brain.contributed(contribute.namespace(), contribute.contribution());
            return engine.takeUp(state);
        }
        if (message instanceof ClusterCommand.Depart depart) {
            register.forget(depart.namespace());
            awaiting.remove(depart.namespace());
            departed.add(depart.replyTo());
            brain.departed(depart.namespace());
            return engine.takeUp(state);
        }
        if (message instanceof ClusterCommand.AwaitFoundation await) {
            register.heardOf(await.namespace());
            listen(await.namespace());
            awaiting.put(await.namespace(), await);
            answerFoundation(state);
            return effects.none();
        }
        if (message instanceof ClusterCommand.Claim claim) {
            brain.policies().claimed(claim.namespace(), claim.claim());
            return engine.takeUp(state);
        }
        if (message instanceof ClusterCommand.Carried carried) {
            brain.policies().carried(carried.namespace(), carried.fingerprint());
            return engine.takeUp(state);
        }
        if (message instanceof ClusterCommand.Collected collected) {
            brain.collected(collected.tag());
            return engine.takeUp(state);
        }
        if (message instanceof ClusterCommand.Offer offer) {
            brain.classes().offer(offer.change());
            offer.replyTo().tell(Done.getInstance());
            return engine.takeUp(state);
        }
        if (message instanceof ClusterCommand.Listed listed) {
            return listed(state, listed);
        }
        if (message instanceof ClusterCommand.Audit audit) {
            audit.replyTo().tell(Done.getInstance());
            return engine.audit(state);
        }
        return show(state, message);
    }

    private EffectBuilder<ClusterEvent, ClusterState> listed(ClusterState state, ClusterCommand.Listed part) {
        if (part.first()) {
            listings.put(part.kind(), new HashSet<>());
        }
        Set<String> names = listings.get(part.kind());
        if (names == null) {
            // The beginning went to another life of this entity: without an answer the whole list is told again.
            return effects.none();
        }
        names.addAll(part.namespaces());
        part.replyTo().tell(Done.getInstance());
        if (!part.last()) {
            return effects.none();
        }
        listings.remove(part.kind());
        if (KubeKinds.CLUSTER_SCOPED.contains(part.kind())) {
            replay(part.kind());
        } else {
            brain.listed(part.kind(), names, state);
        }
        return engine.takeUp(state);
    }

    private EffectBuilder<ClusterEvent, ClusterState> show(ClusterState state, ClusterCommand.Message message) {
        if (message instanceof ClusterCommand.GetView get) {
            get.replyTo().tell(new Answer.OfCluster(brain.view(state)));
        } else if (message instanceof ClusterCommand.GetNames get) {
            get.replyTo().tell(register.names(state, get.after(), get.limit()));
        }
        return effects.none();
    }

    private void carryOut(ClusterState state, List<Action> actions) {
        actions.forEach(this::carryOut);
        reminders.watch(!brain.policies().unanswered().isEmpty());
        departed.forEach(namespace -> namespace.tell(new NamespaceCommand.Forgotten()));
        departed.clear();
        answerFoundation(state);
    }

    private void carryOut(Action action) {
        if (action instanceof Action.Confirm confirm) {
            bench.post().toNamespace(confirm.namespace(), new NamespaceCommand.Confirmed(confirm.contribution()));
        } else if (action instanceof Action.Wake wake) {
            bench.post().toNamespace(wake.namespace(), new NamespaceCommand.Wake(wake.kind()));
        } else if (action instanceof Action.Inform inform) {
            bench.post().toNamespace(inform.namespace(), new NamespaceCommand.IngressClasses(inform.ingressClasses()));
        } else if (action instanceof Action.Assign assign) {
            bench.post().toNamespace(assign.namespace(), new NamespaceCommand.Assign(assign.assignment()));
        } else if (action instanceof Action.Answer answer) {
            bench.post().toNamespace(answer.namespace(), new NamespaceCommand.ClaimMet(answer.status()));
        }
    }

    private EffectBuilder<ClusterEvent, ClusterState> remind() {
        if (!engine.isStopping()) {
            reminders.due();
            brain.policies().reminders().forEach(this::carryOut);
            reminders.watch(!brain.policies().unanswered().isEmpty());
        }
        return effects.none();
    }

    private void answerFoundation(ClusterState state) {
        if (!awaiting.isEmpty() && brain.foundationStands(state)) {
            awaiting.values().forEach(asked -> Briefings.messages(
                            asked.attempt(), brain.policies().briefing(asked.namespace(), state))
                    .forEach(asked.replyTo()::tell));
            awaiting.clear();
        }
    }

    private void listen(String namespace) {
        brain.classes().listen(namespace);
        brain.classes().controllers().ifPresent(classes -> bench.post()
                .toNamespace(namespace, new NamespaceCommand.IngressClasses(classes)));
    }

    /** What belongs to no namespace is replayed to the cluster; asked for again until the list is complete. */
    private void replay(String kind) {
        engine.inquiries()
                .ask(
                        kind,
                        new Question<>(
                                () -> {
                                    brain.classes().replaying(kind);
                                    return bench.ports().facts().replay(kind, "");
                                },
                                Replay::complete,
                                brain.classes()::replayed));
    }

    private EffectBuilder<ClusterEvent, ClusterState> passOn(ClusterCommand.Message message) {
        bench.post().toCluster(message);
        return effects.none();
    }
}
