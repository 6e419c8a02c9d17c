package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a request is about and has it served. */
final class ApiHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

    /** Both ways to read objects. */
    record Reads(Lists lists, Watches watches) {}

    private final Catalogue catalogue;
    private final Reads reads;
    private final Writes writes;
    private final Deletes deletes;
    private final Bindings bindings;
    private final Discovery discovery;

    ApiHandler(Catalogue catalogue, Reads reads, Writes writes, Deletes deletes, Bindings bindings) {
        this.catalogue = catalogue;
        this.reads = reads;
        this.writes = writes;
        this.deletes = deletes;
        this.bindings = bindings;
        this.discovery = new Discovery(catalogue);
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        Reply reply;
        try {
            reply = serve(request);
        } catch (ApiFailure failure) {
            reply = Answers.failure(failure);
        } catch (RuntimeException e) {
            LOG.error("cannot serve {} {}", request.method(), request.path(), e);
            reply = Answers.failure(ApiFailure.of(500, "InternalError", "Internal error occurred: " + e));
        }
        return CompletableFuture.completedFuture(reply);
    }

    private Reply serve(Request request) {
        String path = request.path();
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        ApiPath target = path.startsWith("/api/") || path.startsWith("/apis/") ? ApiPath.parse(path) : null;
        if (target != null && catalogue.serves(target.type())) {
            return serve(target, request);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw ApiFailure.noSuchPath();
        }
        return about(path, request);
    }

    private Reply serve(ApiPath path, Request request) {
        boolean collection = path.name().isEmpty();
        return switch (request.method()) {
            case "GET", "HEAD" -> read(path, request);
            case "POST" -> collection ? writes.create(path, request) : bindings.bind(path, request);
            case "PUT" -> collection ? refuse() : writes.update(path, request);
            case "PATCH" -> collection ? refuse() : writes.patch(path, request);
            case "DELETE" -> collection ? deletes.collection(path, request) : deletes.one(path, request);
            default -> refuse();
        };
    }

    private static Reply refuse() {
        throw ApiFailure.notAllowed();
    }

    private Reply read(ApiPath path, Request request) {
        boolean known = path.part().isEmpty()
                || (path.part().equals("status") && path.type().hasStatus());
        if (!known) {
            throw ApiFailure.noSuchPath();
        }
        if (Watches.asked(request)) {
            return reads.watches().watch(path, request);
        }
        if (path.name().isEmpty()) {
            return reads.lists().list(path, request);
        }
        return Answers.object(
                200, Rendering.of(request, path.type()).whole(reads.lists().get(path)));
    }

    /** Everything that is about the server rather than about objects. */
    private Reply about(String path, Request request) {
        String accept = request.headers().first("Accept", "");
        if (HEALTH.contains(path) || HEALTH.contains(path.substring(0, Math.max(0, path.lastIndexOf('/'))))) {
            return new Reply.Full(200, Map.of("Content-Type", "text/plain; charset=utf-8"), Lists.utf8("ok"));
        }
        return switch (path) {
            case "/version" -> version();
            case "/api" -> discovery.core(request);
            case "/apis" -> discovery.groups(request);
            case "/openapi/v2" -> OpenApi.v2(accept);
            case "/openapi/v3" -> OpenApi.v3Index();
            default -> further(path);
        };
    }

    private Reply further(String path) {
        if (path.startsWith("/openapi/v3/")) {
            return OpenApi.v3(path.substring("/openapi/v3/".length()));
        }
        if (path.startsWith("/api/")) {
            return discovery.resources(path.substring("/api/".length()));
        }
        if (path.startsWith("/apis/")) {
            String rest = path.substring("/apis/".length());
            return rest.indexOf('/') < 0 ? discovery.group(rest) : discovery.resources(rest);
        }
        throw ApiFailure.noSuchPath();
    }

    private static Reply version() {
        ObjectNode version = Json.object()
                .put("major", "1")
                .put("minor", "30")
                .put("gitVersion", "v1.30.0-standin")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "linux/amd64");
        return Answers.json(version);
    }
}
