package io.contrailkube.gateway;

import io.contrailkube.gateway.Answer.Answered;
import io.contrailkube.gateway.Answer.Unanswered;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings one call to one server, with the writer's name and a token if one is needed; the answer is always a value. */
final class Courier {
    private static final int UNAUTHORISED = 401;
    private static final String BECAUSE = "because of ";

    private final Function<HttpCall, CompletionStage<HttpCall.Reply>> http;
    private final GatewaySettings settings;
    private final @Nullable Tokens tokens;

    /** @param tokens null if servers ask for none */
    Courier(
            Function<HttpCall, CompletionStage<HttpCall.Reply>> http,
            GatewaySettings settings,
            @Nullable Tokens tokens) {
        this.http = http;
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Never fails. */
    CompletionStage<Answer> send(URI server, Call call) {
        CompletionStage<HttpCall.Reply> reply;
        try {
            reply = tokens == null ? http.apply(request(server, call, null)) : withToken(server, call, tokens);
        } catch (RuntimeException e) {
            reply = CompletableFuture.failedStage(e);
        }
        return reply.handle((answered, failure) -> failure == null
                ? new Answered(answered.status(), answered.json(), answered.text())
                : unanswered(server, call, failure));
    }

    /** A refused token is replaced once (spec 04 API-40). */
    private CompletionStage<HttpCall.Reply> withToken(URI server, Call call, Tokens source) {
        return source.token().thenCompose(token -> http.apply(request(server, call, token.id()))
                .thenCompose(reply -> {
                    if (reply.status() != UNAUTHORISED) {
                        return CompletableFuture.completedStage(reply);
                    }
                    source.refused(token);
                    return source.token().thenCompose(fresh -> http.apply(request(server, call, fresh.id())));
                }));
    }

    private HttpCall request(URI server, Call call, @Nullable String token) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Contrail-Useragent", "contrail-kube-controller/" + settings.incarnation());
        if (token != null) {
            headers.put("X-Auth-Token", token);
        }
        GatewaySettings.Access access = settings.access();
        Duration limit = call.kind() == Call.Kind.PROBE ? access.connectTimeout() : access.requestTimeout();
        return new HttpCall(call.kind().method(), server.resolve(call.target()), headers, call.body(), limit);
    }

    private Unanswered unanswered(URI server, Call call, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String what = cause instanceof TimeoutException ? "no answer in time" : words(cause);
        String reason = server + ": " + call.kind().label() + ' ' + call.type() + ": " + what;
        boolean notSent = ContrailHttp.wasNotSent(cause) || cause instanceof Keystone.NoToken;
        return new Unanswered(reason, settings.patience().retry().pause(), !notSent);
    }

    /** Akka's words about a connection that could not be had begin with how it tried. */
    private static String words(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int because = message.indexOf(BECAUSE);
        return because < 0 ? message : message.substring(because + BECAUSE.length());
    }
}
