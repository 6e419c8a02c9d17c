package io.contrailkube.node.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import io.contrailkube.node.health.CheckResult;
import io.contrailkube.node.health.Readiness;
import java.util.List;

/** {@code /livez} never depends on anybody else; {@code /readyz?verbose} names each check, as Kubernetes' own does. */
final class HealthRoutes {
    private final Readiness readiness;

    HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    Route route() {
        // The method inside the path: outside, it would turn every 405 of other routes into a 404.
        return concat(
                path("livez", () -> get(() -> complete(text(200, "ok\n")))),
                path(
                        "readyz",
                        () -> get(() -> parameterOptional(
                                "verbose",
                                verbose -> completeWithFuture(readiness
                                        .check()
                                        .thenApply(results -> readyz(results, verbose.isPresent())))))));
    }

    private static HttpResponse readyz(List<CheckResult> results, boolean verbose) {
        boolean ok = results.stream().allMatch(CheckResult::ok);
        var body = new StringBuilder();
        for (CheckResult result : results) {
            if (verbose || !result.ok()) {
                body.append(result.ok() ? "[+]" : "[-]").append(result.name()).append(result.ok() ? " ok" : " failed");
                if (!result.detail().isEmpty()) {
                    body.append(": ").append(result.detail());
                }
                body.append('\n');
            }
        }
        body.append(ok ? "readyz check passed\n" : "readyz check failed\n");
        return text(ok ? 200 : 503, body.toString());
    }

    private static HttpResponse text(int status, String body) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, body));
    }
}
