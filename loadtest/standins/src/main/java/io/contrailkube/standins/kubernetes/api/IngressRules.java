package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The default class of ingresses, and what makes an ingress of {@code networking.k8s.io/v1} valid. */
final class IngressRules {
    private static final String OLD_CLASS = "kubernetes.io/ingress.class";
    private static final String IS_DEFAULT = "ingressclass.kubernetes.io/is-default-class";
    private static final Set<String> PATH_TYPES = Set.of("Exact", "Prefix", "ImplementationSpecific");

    private final ObjectStore store;

    IngressRules(ObjectStore store) {
        this.store = store;
    }

    void apply(Place place, ObjectNode ingress, @Nullable ObjectNode before) {
        ObjectNode spec = Json.child(ingress, "spec");
        boolean oldClass = ingress.path("metadata").path("annotations").has(OLD_CLASS);
        boolean named = spec.hasNonNull("ingressClassName");
        if (before == null && !named && !oldClass) {
            defaultClass().ifPresent(name -> spec.put("ingressClassName", name));
        }
        if (before == null && named && oldClass) {
            // Only at creation: objects from before ingressClassName may carry both.
            throw invalid(
                    place,
                    "annotations." + OLD_CLASS,
                    "Invalid value: can not be set when the class field is also set");
        }
        if (!spec.hasNonNull("defaultBackend") && Json.empty(spec.path("rules"))) {
            throw invalid(place, "spec", "Invalid value: either `defaultBackend` or `rules` must be specified");
        }
        if (spec.hasNonNull("defaultBackend")) {
            backend(place, "spec.defaultBackend", spec.path("defaultBackend"));
        }
        paths(place, spec);
    }

    /** The youngest, as the API server chooses among several. */
    private Optional<String> defaultClass() {
        ResourceType classes = Resources.byPlural("networking.k8s.io/v1", "ingressclasses");
        if (classes == null) {
            return Optional.empty();
        }
        Stream<Stored> all = store.latest(classes).objects().values().stream();
        return all.filter(each -> Json.text(each.tree(), "metadata", "annotations", IS_DEFAULT)
                        .equals("true"))
                .max(Comparator.comparing((Stored each) -> Json.text(each.tree(), "metadata", "creationTimestamp"))
                        .thenComparing(Stored::name, Comparator.reverseOrder()))
                .map(Stored::name);
    }

    private static void paths(Place place, ObjectNode spec) {
        int r = 0;
        for (JsonNode rule : spec.path("rules")) {
            int p = 0;
            for (JsonNode path : rule.path("http").path("paths")) {
                String field = "spec.rules[" + r + "].http.paths[" + p + "]";
                String type = Json.text(path, "pathType");
                if (type.isEmpty()) {
                    throw invalid(place, field + ".pathType", "Required value: pathType must be specified");
                }
                if (!PATH_TYPES.contains(type)) {
                    throw invalid(place, field + ".pathType", "Unsupported value: \"" + type + "\"");
                }
                boolean free = type.equals("ImplementationSpecific")
                        && Json.text(path, "path").isEmpty();
                if (!free && !Json.text(path, "path").startsWith("/")) {
                    throw invalid(
                            place,
                            field + ".path",
                            "Invalid value: \"" + Json.text(path, "path") + "\": must be an absolute path");
                }
                backend(place, field + ".backend", path.path("backend"));
                p++;
            }
            r++;
        }
    }

    private static void backend(Place place, String field, JsonNode backend) {
        if (backend.hasNonNull("resource")) {
            return;
        }
        if (Json.text(backend, "service", "name").isEmpty()) {
            throw invalid(place, field + ".service.name", "Required value");
        }
        JsonNode port = backend.path("service").path("port");
        if (Json.text(port, "name").isEmpty() == (port.path("number").asInt() == 0)) {
            throw invalid(place, field, "Required value: port name or number is required");
        }
    }

    private static ApiFailure invalid(Place place, String field, String complaint) {
        return ApiFailure.invalid(place.type(), place.name(), field, complaint);
    }
}
