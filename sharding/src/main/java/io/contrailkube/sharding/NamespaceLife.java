package io.contrailkube.sharding;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EffectFactories;
import io.contrailkube.core.entity.Action;
import io.contrailkube.core.entity.NamespaceBrain;
import io.contrailkube.core.port.FactSource.Replay;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.core.registry.KubeWorkloads;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.sharding.Inquiries.Question;
import java.time.Duration;
import java.util.List;

/** What the entity of a namespace does from a recovery to its end. */
final class NamespaceLife implements EntityLife<NamespaceCommand, NamespaceEvent, NamespaceState> {
    private final Seat seat;
    private final Workbench bench;
    private final EffectFactories<NamespaceEvent, NamespaceState> effects;
    private final NamespaceBrain brain;
    private final Engine<NamespaceEvent, NamespaceState> engine;
    private final ClusterLine line;
    private final Lookout lookout;
    private boolean leaving;

    /** @param passivate asks the shard to stop this entity and to forget it */
    record Seat(
            EntityName entity,
            ActorRef<NamespaceCommand> self,
            AlarmClock<NamespaceCommand> alarms,
            Runnable passivate) {}

    NamespaceLife(Seat seat, Workbench bench, EffectFactories<NamespaceEvent, NamespaceState> effects) {
        this.seat = seat;
        this.bench = bench;
        this.effects = effects;
        String namespace = seat.entity().name();
        brain = new NamespaceBrain(
                namespace,
                bench.ports().names(),
                KubeKinds.IN_NAMESPACES,
                KubeWorkloads.of(bench.ports().names()));
        line = new ClusterLine(namespace, seat.self(), seat.alarms(), bench);
        var mailbox = new Mailbox(seat.self().narrow(), seat.alarms()::set);
        var surroundings =
                new Engine.Surroundings(seat.entity(), bench, mailbox, new Lifetime(System::nanoTime), Duration.ZERO);
        engine = new Engine<>(brain, surroundings, effects, this::carryOut);
        lookout = new Lookout(brain, bench, mailbox, engine.inquiries());
    }

    @Override
    public void begin(NamespaceState state) {
        seat.alarms().cancelAll();
        engine.begin(state);
        KubeKinds.IN_NAMESPACES.forEach(this::replay);
        line.awaitFoundation();
    }

    @Override
    public void end() {
        seat.alarms().cancelAll();
        engine.end();
    }

    @Override
    public EffectBuilder<NamespaceEvent, NamespaceState> handle(NamespaceState state, NamespaceCommand command) {
        if (command instanceof Report.LookDue due) {
            brain.lookDue(due.question());
            return engine.isStopping() ? effects.none() : engine.takeUp(state);
        }
        if (command instanceof Report report) {
            return engine.report(state, report);
        }
        if (command instanceof NamespaceCommand.Message message) {
            return leaving || engine.isStopping() ? passOn(message) : handle(state, message);
        }
        return repeat();
    }

    private EffectBuilder<NamespaceEvent, NamespaceState> handle(
            NamespaceState state, NamespaceCommand.Message message) {
        if (message instanceof NamespaceCommand.Offer offer) {
            brain.offer(offer.change());
            offer.replyTo().tell(Done.getInstance());
        } else if (message instanceof NamespaceCommand.Briefed part) {
            line.briefed(part);
            return effects.none();
        } else if (message instanceof NamespaceCommand.FoundationStands answer) {
            line.foundationStands(answer).ifPresent(brain::foundationStands);
        } else if (message instanceof NamespaceCommand.Assign assign) {
            brain.commitments().assign(assign.assignment());
        } else if (message instanceof NamespaceCommand.ClaimMet met) {
            line.met(met.status());
            brain.commitments().told(met.status());
        } else if (message instanceof NamespaceCommand.Confirmed confirmed) {
            line.confirmed(confirmed.contribution());
            brain.confirmed(confirmed.contribution());
        } else if (message instanceof NamespaceCommand.IngressClasses classes) {
            brain.knowIngressClasses(classes.controllers());
        } else if (message instanceof NamespaceCommand.Wake wake) {
            replay(wake.kind());
            return effects.none();
        } else if (message instanceof NamespaceCommand.Forgotten) {
            return leave();
        } else if (message instanceof NamespaceCommand.Audit audit) {
            audit.replyTo().tell(Done.getInstance());
            return engine.audit(state);
        } else {
            return show(state, message);
        }
        return engine.takeUp(state);
    }

    private EffectBuilder<NamespaceEvent, NamespaceState> show(NamespaceState state, NamespaceCommand.Message message) {
        if (message instanceof NamespaceCommand.GetView get) {
            get.replyTo().tell(new Answer.OfNamespace(brain.view(state)));
        } else if (message instanceof NamespaceCommand.GetSummary get) {
            get.replyTo().tell(new Answer.InShort(NamespaceSummary.of(brain.view(state))));
        }
        return effects.none();
    }

    private void carryOut(NamespaceState state, List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Contribute contribute) {
                line.contribute(contribute.contribution());
            } else if (action instanceof Action.Claim claim) {
                line.claim(claim.claim());
            } else if (action instanceof Action.Carried carried) {
                bench.post().toCluster(new ClusterCommand.Carried(seat.entity().name(), carried.fingerprint()));
            } else if (action instanceof Action.Collected collected) {
                bench.post().toCluster(new ClusterCommand.Collected(collected.tag()));
            } else if (action instanceof Action.Look look) {
                lookout.look(look.question());
            } else if (action instanceof Action.Survey survey) {
                lookout.survey(survey.project());
            } else if (action instanceof Action.LookLater later) {
                lookout.lookLater(later);
            } else if (action instanceof Action.Write write) {
                bench.ports().writer().write(write.write());
            }
        }
        line.depart(actions.stream().anyMatch(Action.Depart.class::isInstance));
    }

    /** A replay that is not complete is asked for again: until it is, absence means nothing (spec 01 section 5.9). */
    private void replay(String kind) {
        engine.inquiries()
                .ask(
                        kind,
                        new Question<>(
                                () -> {
                                    brain.replaying(kind);
                                    return bench.ports()
                                            .facts()
                                            .replay(kind, seat.entity().name());
                                },
                                Replay::complete,
                                brain::replayed));
    }

    private EffectBuilder<NamespaceEvent, NamespaceState> leave() {
        if (line.isDeparting()) {
            leaving = true;
            seat.passivate().run();
        }
        return effects.none();
    }

    /** To the life that comes after this one: the shard keeps it until then. That life asks its own questions. */
    private EffectBuilder<NamespaceEvent, NamespaceState> passOn(NamespaceCommand.Message message) {
        if (leaving) {
            // The shard ignores the wish to leave while it has messages for us.
            seat.passivate().run();
        }
        if (!(message instanceof NamespaceCommand.Reply)) {
            bench.post().toNamespace(seat.entity().name(), message);
        }
        return effects.none();
    }

    private EffectBuilder<NamespaceEvent, NamespaceState> repeat() {
        if (!leaving && !engine.isStopping()) {
            line.repeat();
        }
        return effects.none();
    }
}
