package io.contrailkube.core.kind.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import io.contrailkube.core.kind.ingress.IngressFact.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ingresses, as Kubernetes serves them in any version. */
public final class IngressKind implements KubeKind {
    public static final String NAME = KindNames.INGRESS;

    /** What its absence means, in the versions that allow it. */
    private static final String ANY_PATH_TYPE = "ImplementationSpecific";

    private static final String FOREIGN_SETTINGS = "ingress.kubernetes.io";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(
                new ApiResource("networking.k8s.io", "v1", "ingresses"),
                new ApiResource("networking.k8s.io", "v1beta1", "ingresses"),
                new ApiResource("extensions", "v1beta1", "ingresses"));
    }

    @Override
    public Class<IngressFact> factType() {
        return IngressFact.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var ingress = new KubeObject(NAME, object);
        var ignored = new ArrayList<>(ingress.annotationPaths(IngressKind::configuresAnotherController));
        List<Tls> tls = tls(object.at("/spec/tls"), ignored);
        return Optional.of(new IngressFact(
                ingress.id(),
                ingress.annotations(IngressAnnotations.KEYS),
                ingress.text("/spec/ingressClassName").intern(),
                defaultBackend(object.path("spec")),
                paths(object.at("/spec/rules")),
                tls,
                ingress.texts("/status/loadBalancer/ingress", "/ip"),
                ignored));
    }

    /** Such as {@code nginx.ingress.kubernetes.io/rewrite-target} (spec 02 section 7.4). */
    private static boolean configuresAnotherController(String annotation) {
        int slash = annotation.indexOf('/');
        String domain = annotation.substring(0, Math.max(slash, 0));
        return domain.equals(FOREIGN_SETTINGS) || domain.endsWith('.' + FOREIGN_SETTINGS);
    }

    private static @Nullable Backend defaultBackend(JsonNode spec) {
        if (spec.hasNonNull("defaultBackend")) {
            return backend(spec.path("defaultBackend"));
        }
        return spec.hasNonNull("backend") ? backend(spec.path("backend")) : null;
    }

    private static List<Path> paths(JsonNode rules) {
        var paths = new ArrayList<Path>();
        for (JsonNode rule : rules) {
            String host = KubeObject.text(rule.path("host"));
            for (JsonNode path : rule.path("http").path("paths")) {
                String type = path.path("pathType").asText(ANY_PATH_TYPE);
                paths.add(new Path(
                        host,
                        KubeObject.text(path.path("path")),
                        type.isEmpty() ? ANY_PATH_TYPE : type.intern(),
                        backend(path.path("backend"))));
            }
        }
        return paths;
    }

    /** A resource backend has neither form of a service in it. */
    private static Backend backend(JsonNode backend) {
        if (backend.hasNonNull("service")) {
            JsonNode service = backend.path("service");
            return new Backend(
                    KubeObject.text(service.path("name")),
                    service.at("/port/number").asInt(),
                    KubeObject.text(service.at("/port/name")));
        }
        // In v1beta1 a number or a name; a name always has a letter in it.
        JsonNode port = backend.path("servicePort");
        int number = port.asInt();
        return new Backend(
                KubeObject.text(backend.path("serviceName")), number, number == 0 ? KubeObject.text(port) : "");
    }

    /** Without a secret the controller is meant to have a certificate of its own; there is none here. */
    private static List<Tls> tls(JsonNode list, List<String> ignored) {
        var tls = new ArrayList<Tls>();
        for (int item = 0; item < list.size(); item++) {
            var entry = new KubeObject(NAME, list.path(item));
            String secret = entry.text("/secretName");
            if (secret.isEmpty()) {
                ignored.add("spec.tls[" + item + ']');
            } else {
                tls.add(new Tls(entry.texts("/hosts"), secret));
            }
        }
        return tls;
    }
}
