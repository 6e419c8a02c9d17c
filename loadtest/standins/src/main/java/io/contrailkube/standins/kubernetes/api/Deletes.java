package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Snapshot;
import io.contrailkube.standins.kubernetes.store.Stored;

/** DELETE of an object and of a collection. */
final class Deletes {
    private final ApiObjects objects;
    private final Deletion deletion;

    Deletes(ApiObjects objects, Deletion deletion) {
        this.objects = objects;
        this.deletion = deletion;
    }

    Reply one(ApiPath path, Request request) {
        if (!path.part().isEmpty()) {
            throw ApiFailure.notAllowed();
        }
        Stored done = deletion.delete(path.place(), options(request));
        if (done.isBeingDeleted()) {
            return Answers.object(200, Rendering.of(request, path.type()).whole(done));
        }
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", path.name());
        if (!path.type().group().isEmpty()) {
            details.put("group", path.type().group());
        }
        details.put("kind", path.type().plural()).put("uid", Json.text(done.tree(), "metadata", "uid"));
        return Answers.json(status);
    }

    Reply collection(ApiPath path, Request request) {
        if (path.type().plural().equals("namespaces")) {
            throw ApiFailure.notAllowed();
        }
        Selector selector = Selector.of(path, request.query());
        Snapshot.Page page =
                objects.store().latest(path.stored()).page(path.namespace(), "", Integer.MAX_VALUE, selector);
        DeleteOptions options = options(request);
        for (Stored object : page.objects()) {
            try {
                deletion.delete(new Place(path.stored(), object.namespace(), object.name()), options);
            } catch (ApiFailure failure) {
                if (failure.code() != 404) { // gone by itself meanwhile
                    throw failure;
                }
            }
        }
        ObjectNode metadata = Json.object()
                .put("resourceVersion", Long.toString(objects.store().revision()));
        return new ListBody(Rendering.of(request, path.type()), metadata, page.objects()).reply();
    }

    private static DeleteOptions options(Request request) {
        ObjectNode body = request.body().length == 0 ? Json.object() : Bodies.tree(request.body());
        long grace = body.path("gracePeriodSeconds").asLong(-1);
        return new DeleteOptions(
                Json.text(body, "preconditions", "uid"),
                Json.text(body, "preconditions", "resourceVersion"),
                Lists.number(request.query(), "gracePeriodSeconds", grace),
                Writes.dryRun(request) || body.path("dryRun").toString().contains("All"));
    }
}
