package io.contrailkube.node.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.server.Route;
import io.contrailkube.node.health.Readiness;
import java.util.Optional;
import java.util.function.Supplier;

/** Every route of a node, behind one guard. */
public final class NodeRoutes {
    private NodeRoutes() {}

    /**
     * @param introspection empty until the node's parts have started
     * @param startingBecause what it waits for until then
     */
    public record Sources(
            Readiness readiness,
            Supplier<String> metrics,
            Supplier<Optional<Introspection>> introspection,
            Supplier<String> startingBecause,
            Route management) {}

    /** @param token what callers must present to change anything; empty: nobody may */
    public static Route of(Sources sources, String token) {
        Route all = concat(
                new HealthRoutes(sources.readiness()).route(),
                path(
                        "metrics",
                        () -> get(() -> complete(metrics(sources.metrics().get())))),
                new ApiRoutes(sources.introspection(), sources.startingBecause()).route(),
                sources.management());
        return new Authentication(token).guard(all);
    }

    private static HttpResponse metrics(String text) {
        var type = ContentTypes.create(MediaTypes.customWithFixedCharset(
                "text",
                "plain",
                akka.http.javadsl.model.HttpCharsets.UTF_8,
                java.util.Map.of("version", "0.0.4"),
                false));
        return HttpResponse.create()
                .withEntity(HttpEntities.create(type, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
