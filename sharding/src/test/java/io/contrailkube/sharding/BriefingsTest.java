package io.contrailkube.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.state.Briefing;
import io.contrailkube.sharding.NamespaceCommand.Briefed;
import io.contrailkube.sharding.NamespaceCommand.FoundationStands;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BriefingsTest {
    private static final Briefing LARGE = new Briefing(Policed.ASSIGNMENT, Policed.many());

    private final Briefings briefings = new Briefings();

    @Test
    void comesInPartsOfWhichNoneIsTooLarge() {
        List<NamespaceCommand.Reply> messages = Briefings.messages(1, LARGE);

        assertThat(messages).hasSizeGreaterThan(3);
        assertThat(messages.get(0)).isInstanceOfSatisfying(Briefed.class, part -> assertThat(
                        part.policies().size() * (1 + Policed.EDITION.atoms().size()))
                .isEqualTo(Briefings.PART));
        assertThat(deliver(messages)).hasValue(LARGE);
    }

    @Test
    void isOneMessageWhenThereAreNoPolicies() {
        assertThat(Briefings.messages(3, Briefing.NOTHING)).containsExactly(Fixture.foundationStands(3));
        assertThat(deliver(Briefings.messages(3, Briefing.NOTHING))).hasValue(Briefing.NOTHING);
    }

    @Test
    void isNotBelievedWhenAPartWasLostAndIsWholeTheNextTime() {
        List<NamespaceCommand.Reply> messages = Briefings.messages(1, LARGE);

        assertThat(deliver(messages.subList(1, messages.size()))).isEmpty();
        assertThat(deliver(messages.subList(0, messages.size() - 1))).isEmpty();
        assertThat(deliver(Briefings.messages(2, LARGE))).hasValue(LARGE);
    }

    private Optional<Briefing> deliver(List<NamespaceCommand.Reply> messages) {
        Optional<Briefing> whole = Optional.empty();
        for (NamespaceCommand.Reply message : messages) {
            if (message instanceof Briefed part) {
                briefings.take(part);
            } else {
                whole = briefings.complete((FoundationStands) message);
            }
        }
        return whole;
    }
}
