package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Commands go in one at a time and in order, however many come. */
class TurnstileTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void shutDown() {
        KIT.shutdownTestKit();
    }

    @Test
    void letsTheNextInWhenTheTurnIsOver() {
        TestProbe<String> entered = KIT.createTestProbe();
        TestProbe<Runnable> turns = KIT.createTestProbe();
        ActorRef<String> gate = KIT.spawn(Turnstile.before(String.class, inside -> entity(inside, entered, turns)));
        List.of("a", "b", "c").forEach(gate::tell);
        Runnable recovered = turns.receiveMessage();
        entered.expectNoMessage();

        recovered.run();
        entered.expectMessage("a");
        Runnable turn = turns.receiveMessage();
        entered.expectNoMessage();
        turn.run();
        entered.expectMessage("b");
    }

    @Test
    void keepsTheOrderOfManyThousand() {
        TestProbe<List<String>> result = KIT.createTestProbe();
        int count = 50_000;
        ActorRef<String> gate = KIT.spawn(Turnstile.before(
                String.class,
                inside -> Behaviors.setup(context -> {
                    var seen = new ArrayList<String>();
                    inside.turnOver().run();
                    return Behaviors.receiveMessage(command -> {
                        seen.add(command);
                        if (seen.size() == count) {
                            result.getRef().tell(List.copyOf(seen));
                        }
                        inside.turnOver().run();
                        return Behaviors.same();
                    });
                })));
        var sent = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            sent.add(Integer.toString(i));
            gate.tell(Integer.toString(i));
        }
        assertThat(result.receiveMessage()).isEqualTo(sent);
    }

    @Test
    void endsWithItsEntity() {
        TestProbe<String> watcher = KIT.createTestProbe();
        ActorRef<String> gate = KIT.spawn(Turnstile.before(String.class, inside -> {
            inside.turnOver().run();
            return Behaviors.receiveMessage(command -> Behaviors.stopped());
        }));
        gate.tell("stop");
        watcher.expectTerminated(gate);
    }

    private static Behavior<String> entity(
            Turnstile.Inside<String> inside, TestProbe<String> entered, TestProbe<Runnable> turns) {
        turns.getRef().tell(inside.turnOver());
        return Behaviors.receiveMessage(command -> {
            entered.getRef().tell(command);
            turns.getRef().tell(inside.turnOver());
            return Behaviors.same();
        });
    }
}
