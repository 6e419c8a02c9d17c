package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.registry.KubeKinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everything in a Kubernetes that nodes may watch, each kind from the place where they would watch it. */
public final class WatchedObjects {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private WatchedObjects() {}

    /** An API server. */
    @FunctionalInterface
    public interface Server {
        Web.Answer get(String path) throws IOException;
    }

    /** Each object with its kind. */
    public static List<JsonNode> of(Server server) throws IOException {
        var objects = new ArrayList<JsonNode>();
        for (KubeKind kind : KubeKinds.ALL) {
            add(server, kind, objects);
        }
        return objects;
    }

    private static void add(Server server, KubeKind kind, List<JsonNode> objects) throws IOException {
        for (ApiResource resource : kind.resources()) {
            Web.Answer answer = server.get(resource.path());
            if (answer.status() == OK) {
                for (JsonNode item : answer.body().path("items")) {
                    // Elements of a list do not say it themselves.
                    ObjectNode object = item.deepCopy();
                    objects.add(object.put("kind", kindAt(resource, kind)));
                }
                return;
            }
            if (answer.status() != NOT_FOUND) {
                throw new IOException(resource.path() + ": HTTP " + answer.status() + ' ' + answer.text());
            }
        }
    }

    private static String kindAt(ApiResource resource, KubeKind kind) {
        boolean endpoints =
                kind.name().equals(EndpointsKind.NAME) && resource.plural().equals("endpoints");
        return endpoints ? "Endpoints" : kind.name();
    }
}
