package io.contrailkube.core.kind.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import java.util.List;
import java.util.Optional;

/** Classes of ingresses; they belong to no namespace. */
public final class IngressClassKind implements KubeKind {
    public static final String NAME = "IngressClass";

    @Override
    public boolean clusterScoped() {
        return true;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(
                new ApiResource("networking.k8s.io", "v1", "ingressclasses"),
                new ApiResource("networking.k8s.io", "v1beta1", "ingressclasses"));
    }

    @Override
    public Class<IngressClassFact> factType() {
        return IngressClassFact.class;
    }

    /** Servers that know ingresses in their oldest version only have no classes. */
    @Override
    public boolean optional() {
        return true;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var ingressClass = new KubeObject(NAME, object);
        return Optional.of(new IngressClassFact(ingressClass.id(""), ingressClass.text("/spec/controller")));
    }
}
