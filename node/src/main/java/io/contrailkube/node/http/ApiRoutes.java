package io.contrailkube.node.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.StringUnmarshallers;
import io.contrailkube.node.verdict.FlowQuestion;
import io.contrailkube.node.verdict.FlowQuestion.BadQuestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /api/v1}: what the node knows, in JSON. */
final class ApiRoutes {
    private static final int HISTORY = 200;
    private static final String VERDICT = "ask as in /api/v1/verdict?from=web/front-0&to=10.1.2.3&port=80&protocol=TCP";
    private static final List<String> INDEX = List.of(
            "/api/v1/namespaces",
            "/api/v1/namespaces/{name}",
            "/api/v1/namespaces/{name}/history?limit=200",
            "/api/v1/cluster",
            "/api/v1/cluster/history?limit=200",
            "/api/v1/gateway",
            "/api/v1/watches",
            "/api/v1/audit (POST)",
            "/api/v1/verdict?from={name}/POD&to=10.1.2.3&port=80&protocol=TCP",
            "/cluster/members",
            "/cluster/shards/Namespace",
            "/livez",
            "/readyz?verbose",
            "/metrics");

    private final Supplier<Optional<Introspection>> introspection;
    private final Supplier<String> startingBecause;

    /**
     * @param introspection empty until the node's parts have started
     * @param startingBecause what it waits for until then
     */
    ApiRoutes(Supplier<Optional<Introspection>> introspection, Supplier<String> startingBecause) {
        this.introspection = introspection;
        this.startingBecause = startingBecause;
    }

    Route route() {
        return concat(
                pathEndOrSingleSlash(() -> get(() -> complete(Replies.json(200, Map.of("endpoints", INDEX))))),
                pathPrefix(
                        "api",
                        () -> pathPrefix(
                                "v1",
                                () -> concat(
                                        pathEndOrSingleSlash(() ->
                                                get(() -> complete(Replies.json(200, Map.of("endpoints", INDEX))))),
                                        pathPrefix("namespaces", this::namespaces),
                                        pathPrefix("cluster", this::cluster),
                                        path("gateway", () -> get(() -> with(known -> completeNow(known.gateway())))),
                                        path("watches", () -> get(() -> with(known -> answer(known.watches())))),
                                        path("audit", () -> post(() -> with(known -> answer(known.audit())))),
                                        path("verdict", () -> get(this::verdict))))));
    }

    private Route namespaces() {
        return concat(
                pathEndOrSingleSlash(() -> get(() -> with(known -> answer(known.namespaces())))),
                pathPrefix(
                        segment(),
                        name -> concat(
                                pathEndOrSingleSlash(() -> get(() -> with(known -> one(name, known.namespace(name))))),
                                path("history", () -> limited((limit, known) -> answer(known.history(name, limit)))))));
    }

    private Route verdict() {
        return parameterMap(given -> {
            for (String needed : List.of("from", "to")) {
                if (given.getOrDefault(needed, "").isEmpty()) {
                    return complete(Replies.error(400, needed + " is missing", VERDICT));
                }
            }
            var question = new FlowQuestion(
                    given.getOrDefault("from", ""),
                    given.getOrDefault("to", ""),
                    given.getOrDefault("port", ""),
                    given.getOrDefault("protocol", "TCP"));
            return with(known -> completeWithFuture(asked(known, question)
                    .handle((report, failure) -> failure == null ? Replies.json(200, report) : refused(failure))));
        });
    }

    /** A question may be bad before anybody is asked. */
    private static CompletionStage<?> asked(Introspection known, FlowQuestion question) {
        try {
            return known.verdict(question);
        } catch (BadQuestion e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static HttpResponse refused(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof BadQuestion
                ? Replies.error(400, String.valueOf(cause.getMessage()), VERDICT)
                : unavailable(failure);
    }

    private Route cluster() {
        return concat(
                pathEndOrSingleSlash(() -> get(() -> with(known -> answer(known.cluster())))),
                path("history", () -> limited((limit, known) -> answer(known.clusterHistory(limit)))));
    }

    /** What to answer, given how much of it. */
    @FunctionalInterface
    private interface Limited {
        Route answer(int limit, Introspection known);
    }

    private Route limited(Limited inner) {
        return get(() -> parameterOptional(
                StringUnmarshallers.INTEGER,
                "limit",
                limit -> with(known -> inner.answer(limit.filter(n -> n > 0).orElse(HISTORY), known))));
    }

    private Route with(Function<Introspection, Route> inner) {
        return introspection
                .get()
                .map(inner)
                .orElseGet(() -> complete(
                        Replies.error(503, "the node is starting: " + startingBecause.get(), "see /readyz?verbose")));
    }

    private static Route completeNow(Object view) {
        return complete(Replies.json(200, view));
    }

    private static Route answer(CompletionStage<?> view) {
        return completeWithFuture(
                view.handle((value, failure) -> failure == null ? Replies.json(200, value) : unavailable(failure)));
    }

    private static Route one(String name, CompletionStage<? extends Optional<?>> view) {
        return completeWithFuture(view.handle((value, failure) -> {
            if (failure != null) {
                return unavailable(failure);
            }
            return value.isPresent()
                    ? Replies.json(200, value.get())
                    : Replies.error(404, "no namespace " + name, "see /api/v1/namespaces for those that are known");
        }));
    }

    private static HttpResponse unavailable(Throwable failure) {
        return Replies.error(503, String.valueOf(cause(failure).getMessage()), "see /readyz?verbose, and try again");
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
