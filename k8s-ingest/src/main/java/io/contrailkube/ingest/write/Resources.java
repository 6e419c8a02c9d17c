package io.contrailkube.ingest.write;

import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.ingest.watch.Discovery;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Where kinds are served, asked once and remembered until it turns out to be wrong. */
final class Resources {
    private final Discovery discovery;
    private final Map<String, CompletionStage<ApiResource>> found = new ConcurrentHashMap<>();

    Resources(Discovery discovery) {
        this.discovery = discovery;
    }

    /** Fails like {@link Discovery#find}, and asks again the next time. */
    CompletionStage<ApiResource> of(KubeKind kind) {
        CompletionStage<ApiResource> resource = found.computeIfAbsent(kind.name(), name -> discovery.find(kind));
        return resource.whenComplete((known, failure) -> {
            if (failure != null) {
                found.remove(kind.name(), resource);
            }
        });
    }

    void forget(KubeKind kind) {
        found.remove(kind.name());
    }

    /** Path of an object, or of its status. */
    static String path(ApiResource resource, ObjectId id, Place place) {
        String collection = resource.path();
        int plural = collection.lastIndexOf('/');
        boolean isOfCluster = id.namespace().isEmpty() || id.kind().equals(NamespaceKind.NAME);
        String object = isOfCluster
                ? collection
                : collection.substring(0, plural) + "/namespaces/" + id.namespace() + collection.substring(plural);
        return object + '/' + id.name() + (place == Place.STATUS ? "/status" : "");
    }
}
