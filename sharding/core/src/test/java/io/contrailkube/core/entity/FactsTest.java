package io.contrailkube.core.entity;

import static io.contrailkube.core.testing.Given.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.port.FactSource.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final Instant EARLY = Instant.EPOCH;
    private static final Instant LATE = EARLY.plusSeconds(9);
    private static final NamespaceFact OLD = namespace("ns1").uid("old").fact();
    private static final NamespaceFact NEW = namespace("ns1").uid("new").fact();

    private final Facts facts = new Facts(Set.of("Namespace"));

    private void present(KubeFact fact) {
        facts.offer(new FactChange.Present(fact, EARLY));
    }

    private void absent(KubeFact fact) {
        facts.offer(new FactChange.Absent(fact.id(), EARLY));
    }

    private void replay(KubeFact... known) {
        facts.replayed(new Replay("Namespace", List.of(known), true));
    }

    @Test
    void whatIsOfferedIsKnown() {
        present(OLD);
        assertThat(facts.namespace()).contains(OLD);
        absent(OLD);
        assertThat(facts.namespace()).isEmpty();
    }

    @Test
    void aNameIsBorneByOneObjectAtATime() {
        present(OLD);
        present(NEW);
        assertThat(facts.namespace()).contains(NEW);
        absent(OLD);
        assertThat(facts.namespace()).as("the old one is gone, this is another").contains(NEW);
    }

    @Test
    void absenceMeansNothingBeforeACompleteList() {
        assertThat(facts.complete()).isFalse();
        facts.replayed(new Replay("Namespace", List.of(OLD), false));
        assertThat(facts.complete()).isFalse();
        assertThat(facts.namespace()).contains(OLD);
        replay(OLD);
        assertThat(facts.complete()).isTrue();
    }

    @Test
    void everyKindHasToBeComplete() {
        var two = new Facts(Set.of("Namespace", "Pod"));
        two.replayed(new Replay("Namespace", List.of(), true));
        assertThat(two.complete()).isFalse();
        assertThat(two.complete(Set.of("Namespace"))).isTrue();
        two.replayed(new Replay("Pod", List.of(), true));
        assertThat(two.complete()).isTrue();
    }

    @Test
    void aReplayEndsWhatItDoesNotHold() {
        present(OLD);
        facts.replaying("Namespace");
        replay();
        assertThat(facts.namespace()).isEmpty();
    }

    @Test
    void whatWasOfferedSinceAReplayWasAskedForIsNewer() {
        facts.replaying("Namespace");
        present(NEW);
        replay();
        assertThat(facts.namespace()).contains(NEW);
        facts.replaying("Namespace");
        present(NEW);
        replay(OLD);
        assertThat(facts.namespace()).as("under way since before").contains(NEW);
        facts.replaying("Namespace");
        absent(NEW);
        replay(NEW);
        assertThat(facts.namespace()).isEmpty();
    }

    @Test
    void aReplayMayKnowTheNextLifeAlready() {
        facts.replaying("Namespace");
        absent(OLD);
        replay(NEW);
        assertThat(facts.namespace()).contains(NEW);
    }

    @Test
    void theWaitCountsFromTheFirstChangeThatWasNotServed() {
        assertThat(facts.takeUnserved(OLD.id())).isEmpty();
        facts.offer(new FactChange.Present(OLD, EARLY));
        facts.offer(new FactChange.Present(OLD, LATE));
        assertThat(facts.takeUnserved(OLD.id())).contains(EARLY);
        assertThat(facts.takeUnserved(OLD.id())).isEmpty();
        facts.offer(new FactChange.Present(OLD, LATE));
        present(NEW);
        assertThat(facts.takeUnserved(OLD.id()))
                .as("nobody waits for it any more")
                .isEmpty();
    }
}
