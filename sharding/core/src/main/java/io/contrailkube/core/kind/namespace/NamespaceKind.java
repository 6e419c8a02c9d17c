package io.contrailkube.core.kind.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.kind.ObjectId;
import java.util.List;
import java.util.Optional;

/** Namespaces, as Kubernetes serves them. */
public final class NamespaceKind implements KubeKind {
    public static final String NAME = "Namespace";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(new ApiResource("", "v1", "namespaces"));
    }

    @Override
    public Class<NamespaceFact> factType() {
        return NamespaceFact.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var namespace = new KubeObject(NAME, object);
        ObjectId id = namespace.id(namespace.text("/metadata/name"));
        boolean terminating = object.path("metadata").hasNonNull("deletionTimestamp")
                || "Terminating".equals(namespace.text("/status/phase"));
        return Optional.of(new NamespaceFact(
                id, namespace.labels(), namespace.annotations(NamespaceAnnotations.KEYS), terminating));
    }
}
