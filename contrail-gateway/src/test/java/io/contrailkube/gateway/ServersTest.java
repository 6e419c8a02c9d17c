package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.gateway.GatewaySettings.Breaker;
import io.contrailkube.gateway.Servers.Server;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServersTest {
    private static final URI A = URI.create("http://a:8082");
    private static final URI B = URI.create("http://b:8082");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Servers servers = new Servers(
            List.of(A, B), new Breaker(2, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), 0)), 2, () -> 0.5);

    private Server choose(@Nullable Server avoid) {
        Server server = Objects.requireNonNull(servers.choose(avoid));
        servers.sent(server);
        return server;
    }

    private void breakDown(Server server) {
        servers.sent(server);
        servers.sent(server);
        assertThat(servers.settled(server, "reset", NOW)).isFalse();
        assertThat(servers.settled(server, "reset", NOW)).isTrue();
    }

    @Test
    void theLeastBusyIsChosenAndNoneBeyondItsConnections() {
        assertThat(List.of(
                        choose(null).uri(),
                        choose(null).uri(),
                        choose(null).uri(),
                        choose(null).uri()))
                .containsExactly(A, B, A, B);
        assertThat(servers.choose(null)).isNull();
        assertThat(servers.anyFree()).isFalse();
    }

    @Test
    void theOneThatFailedIsAvoidedButNotForeverIfThereIsNoOther() {
        Server a = choose(null);
        assertThat(choose(a).uri()).isEqualTo(B);
        assertThat(choose(a).uri()).isEqualTo(B);
        assertThat(choose(a).uri()).isEqualTo(A);
    }

    @Test
    void failuresInARowOpenTheBreakerAndSuccessesBetweenDoNot() {
        Server a = Objects.requireNonNull(servers.choose(null));
        servers.sent(a);
        servers.settled(a, "reset", NOW);
        servers.sent(a);
        servers.settled(a, null, NOW);
        servers.sent(a);
        servers.settled(a, "reset", NOW);
        assertThat(a.isUp()).isTrue();
        servers.sent(a);
        servers.settled(a, null, NOW);

        breakDown(a);
        assertThat(a.isUp()).isFalse();
        assertThat(servers.anotherUp(a)).isTrue();
        assertThat(servers.troubles()).contains("http://a:8082 is down since 2026-01-01T00:00:00Z: reset");
    }

    @Test
    void aServerThatIsDownIsProbedWithGrowingPausesAndOnceAtATime() {
        Server a = Objects.requireNonNull(servers.choose(null));
        breakDown(a);
        assertThat(servers.toProbe(NOW)).isEmpty();
        assertThat(servers.untilProbe(NOW)).isEqualTo(Duration.ofSeconds(1));

        Instant later = NOW.plusSeconds(1);
        assertThat(servers.toProbe(later)).containsExactly(a);
        assertThat(servers.toProbe(later)).isEmpty();
        assertThat(servers.probed(a, "503", later)).isFalse();
        assertThat(servers.untilProbe(later)).isEqualTo(Duration.ofSeconds(2));

        Instant muchLater = later.plusSeconds(2);
        assertThat(servers.toProbe(muchLater)).containsExactly(a);
        assertThat(servers.probed(a, null, muchLater)).isTrue();
        assertThat(servers.view().get(0).up()).isTrue();
        assertThat(servers.view().get(0).since()).isEqualTo(muchLater);
        assertThat(servers.view().get(0).lastFailure()).isEqualTo("503");
    }

    @Test
    void aLateAnswerOfAServerThatIsDownBringsItUp() {
        Server a = choose(null);
        breakDown(a);
        assertThat(servers.settled(a, null, NOW)).isTrue();
        assertThat(a.isUp()).isTrue();
    }
}
