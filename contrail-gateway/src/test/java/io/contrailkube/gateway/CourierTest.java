package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.gateway.Answer.Answered;
import io.contrailkube.gateway.Answer.Unanswered;
import io.contrailkube.gateway.Keystone.Token;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final URI SERVER = URI.create("http://a:8082");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ScriptedServers http = new ScriptedServers();
    private final GatewaySettings settings =
            GatewaySettings.from(ConfigFactory.load()).withIncarnation("node-1");
    private final Deque<Token> handedOut = new ArrayDeque<>(List.of(
            new Token("first", NOW.plusSeconds(3600)),
            new Token("second", NOW.plusSeconds(3600)),
            new Token("third", null)));
    private final Tokens tokens =
            new Tokens(() -> CompletableFuture.completedFuture(handedOut.remove()), Clock.fixed(NOW, ZoneOffset.UTC));

    private Answer send(Courier courier) {
        return courier.send(SERVER, Requests.probe()).toCompletableFuture().join();
    }

    @Test
    void everyRequestSaysWhoWrites() {
        assertThat(send(new Courier(http, settings, null))).isInstanceOf(Answered.class);
        HttpCall call = http.calls.get(0);
        assertThat(call.uri()).isEqualTo(URI.create("http://a:8082/global-system-configs?count=true"));
        assertThat(call.headers()).containsOnlyKeys("X-Contrail-Useragent");
        assertThat(call.headers()).containsEntry("X-Contrail-Useragent", "contrail-kube-controller/node-1");
    }

    @Test
    void aTokenIsKeptUntilItIsRefusedAndThenReplacedOnce() {
        var courier = new Courier(http, settings, tokens);
        http.then("a", ScriptedServers.status(200))
                .then("a", ScriptedServers.status(200))
                .then("a", ScriptedServers.status(401));
        send(courier);
        send(courier);
        assertThat(send(courier)).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status())
                .isEqualTo(200));
        assertThat(http.calls.stream().map(call -> call.headers().get("X-Auth-Token")))
                .containsExactly("first", "first", "first", "second");

        http.then("a", ScriptedServers.status(401)).then("a", ScriptedServers.status(401));
        assertThat(send(courier)).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status())
                .isEqualTo(401));
    }

    @Test
    void aTokenThatIsAboutToExpireIsReplaced() {
        handedOut.addFirst(new Token("short", NOW.plusSeconds(30)));
        assertThat(tokens.token().toCompletableFuture().join().id()).isEqualTo("short");
        assertThat(tokens.token().toCompletableFuture().join().id()).isEqualTo("first");
        assertThat(tokens.token().toCompletableFuture().join().id()).isEqualTo("first");
    }

    @Test
    void withoutATokenNothingIsSent() {
        var courier = new Courier(
                http,
                settings,
                new Tokens(
                        () -> CompletableFuture.failedStage(new Keystone.NoToken("keystone is away")),
                        Clock.systemUTC()));
        assertThat(send(courier)).isInstanceOfSatisfying(Unanswered.class, unanswered -> {
            assertThat(unanswered.reason()).contains("keystone is away");
            assertThat(unanswered.maybeDone()).isFalse();
        });
        assertThat(http.calls).isEmpty();
    }

    @Test
    void whatFailsIsAValueThatNamesServerAndRequest() {
        http.then("a", ScriptedServers.refused());
        assertThat(send(new Courier(http, settings, null)))
                .isEqualTo(new Unanswered(
                        "http://a:8082: probe global-system-config: Connection refused", Duration.ofSeconds(2), false));
    }

    @Test
    void bothVersionsOfKeystoneAreSpoken() throws Exception {
        var three = new Keystone(new GatewaySettings.Keystone("http://k:5000/v3/", "u", "p", "t", "D"));
        HttpCall call = three.request(Duration.ofSeconds(1));
        assertThat(call.uri()).isEqualTo(URI.create("http://k:5000/v3/auth/tokens"));
        assertThat(body(call).at("/auth/scope/project/name").asText()).isEqualTo("t");
        assertThat(body(call).at("/auth/identity/password/user/domain/name").asText())
                .isEqualTo("D");
        JsonNode body = json("{\"token\": {\"expires_at\": \"2026-01-01T01:00:00.000000Z\"}}");
        assertThat(three.token(new HttpCall.Reply(201, body, "", "T3")))
                .isEqualTo(new Token("T3", Instant.parse("2026-01-01T01:00:00Z")));

        var two = new Keystone(new GatewaySettings.Keystone("http://k:35357/v2.0", "u", "p", "t", ""));
        assertThat(two.request(Duration.ofSeconds(1)).uri()).isEqualTo(URI.create("http://k:35357/v2.0/tokens"));
        JsonNode access = json("{\"access\": {\"token\": {\"id\": \"T2\", \"expires\": \"soon\"}}}");
        assertThat(two.token(new HttpCall.Reply(200, access, "", null))).isEqualTo(new Token("T2", null));
    }

    @Test
    void aRefusalOfKeystoneIsExplainedWithoutThePassword() {
        var three = new Keystone(new GatewaySettings.Keystone("http://k:5000/v3", "u", "secret", "t", "D"));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(Keystone.NoToken.class)
                .isThrownBy(() -> three.token(new HttpCall.Reply(401, MissingNode.getInstance(), "no", null)))
                .withMessage("keystone at http://k:5000/v3 gave user 'u' no token: 401 no")
                .withMessageNotContaining("secret");
    }

    private static JsonNode body(HttpCall call) {
        return Objects.requireNonNull(call.body());
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
