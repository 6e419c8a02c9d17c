package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path below {@code /api/v1} or {@code /apis/group/version} that names a kind, perhaps an object, perhaps a part of it. */
record ApiPath(ResourceType type, String namespace, String name, String part) {

    /** Null when the path names nothing that is served. */
    static @Nullable ApiPath parse(String path) {
        List<String> steps = List.of(path.substring(1).split("/"));
        int start = steps.get(0).equals("api") ? 2 : 3;
        if (steps.size() <= start) {
            return null;
        }
        String apiVersion = start == 2 ? steps.get(1) : steps.get(1) + "/" + steps.get(2);
        List<String> rest = steps.subList(start, steps.size());
        boolean inNamespace = rest.size() > 2
                && rest.get(0).equals("namespaces")
                && Resources.byPlural(apiVersion, rest.get(2)) != null;
        return inNamespace ? of(apiVersion, rest.get(1), rest.subList(2, rest.size())) : of(apiVersion, "", rest);
    }

    private static @Nullable ApiPath of(String apiVersion, String namespace, List<String> rest) {
        ResourceType type = Resources.byPlural(apiVersion, rest.get(0));
        if (type == null || rest.size() > 3 || (!namespace.isEmpty() && !type.namespaced())) {
            return null;
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        if (!name.isEmpty() && type.namespaced() && namespace.isEmpty()) {
            return null;
        }
        return new ApiPath(type, namespace, name, rest.size() > 2 ? rest.get(2) : "");
    }

    /** The kind in whose form the objects are stored. */
    ResourceType stored() {
        ResourceType.Form form = type.form();
        return form == null ? type : Resources.core(form.storage());
    }

    Place place() {
        return new Place(stored(), namespace, name);
    }
}
