package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is served, in the plain form and in the aggregated form of newer clients. */
final class Discovery {
    private static final String[] VERBS = {
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"
    };
    private static final String[] STATUS_VERBS = {"get", "patch", "update"};

    private final Catalogue catalogue;

    Discovery(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The groups besides the core, each with its version. */
    private Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        catalogue.types().forEach(type -> {
            if (!type.group().isEmpty()) {
                groups.put(type.group(), type.version());
            }
        });
        return groups;
    }

    Reply core(Request request) {
        if (aggregated(request)) {
            return aggregate(request, Map.of("", "v1"));
        }
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", request.headers().first("Host", ""));
        return Answers.json(versions);
    }

    Reply groups(Request request) {
        if (aggregated(request)) {
            return aggregate(request, groups());
        }
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode all = list.putArray("groups");
        groups().forEach((name, version) -> all.add(group(name, version)));
        return Answers.json(list);
    }

    Reply group(String name) {
        String version = groups().get(name);
        if (version == null) {
            throw ApiFailure.noSuchPath();
        }
        return Answers.json(group(name, version).put("kind", "APIGroup").put("apiVersion", "v1"));
    }

    private static ObjectNode group(String name, String version) {
        ObjectNode group = Json.object().put("name", name);
        ObjectNode only =
                Json.object().put("groupVersion", name + "/" + version).put("version", version);
        group.putArray("versions").add(only);
        group.set("preferredVersion", only.deepCopy());
        return group;
    }

    Reply resources(String apiVersion) {
        List<ResourceType> types = of(apiVersion);
        if (types.isEmpty()) {
            throw ApiFailure.noSuchPath();
        }
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", apiVersion);
        ArrayNode all = list.putArray("resources");
        for (ResourceType type : types) {
            ObjectNode one = all.addObject()
                    .put("name", type.plural())
                    .put("singularName", type.singular())
                    .put("namespaced", type.namespaced())
                    .put("kind", type.kind());
            texts(one, "verbs", VERBS);
            names(one, type);
            if (type.hasStatus()) {
                ObjectNode status = all.addObject()
                        .put("name", type.plural() + "/status")
                        .put("singularName", "")
                        .put("namespaced", type.namespaced())
                        .put("kind", type.kind());
                texts(status, "verbs", STATUS_VERBS);
            }
            if (type.plural().equals(Bindings.BOUND)) {
                ObjectNode binding = all.addObject()
                        .put("name", type.plural() + "/" + Bindings.PART)
                        .put("singularName", "")
                        .put("namespaced", true)
                        .put("kind", "Binding");
                texts(binding, "verbs", "create");
            }
        }
        return Answers.json(list);
    }

    private List<ResourceType> of(String apiVersion) {
        return catalogue.types().stream()
                .filter(type -> type.apiVersion().equals(apiVersion))
                .toList();
    }

    private static void names(ObjectNode one, ResourceType type) {
        if (!type.shortNames().isEmpty()) {
            texts(one, "shortNames", type.shortNames().toArray(String[]::new));
        }
        if (!type.categories().isEmpty()) {
            texts(one, "categories", type.categories().toArray(String[]::new));
        }
    }

    private static void texts(ObjectNode target, String field, String... texts) {
        ArrayNode array = target.putArray(field);
        for (String text : texts) {
            array.add(text);
        }
    }

    private static boolean aggregated(Request request) {
        return request.headers().first("Accept", "").contains("as=APIGroupDiscoveryList");
    }

    private Reply aggregate(Request request, Map<String, String> groups) {
        String accept = request.headers().first("Accept", "");
        String form = accept.contains("v=v2;") || accept.contains("v=v2,") ? "v2" : "v2beta1";
        ObjectNode list =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/" + form);
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        groups.forEach((name, version) -> {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!name.isEmpty()) {
                metadata.put("name", name);
            }
            ObjectNode only = item.putArray("versions").addObject().put("version", version);
            only.put("freshness", "Current");
            ArrayNode resources = only.putArray("resources");
            of(name.isEmpty() ? version : name + "/" + version).forEach(type -> resources.add(described(type)));
        });
        return new Reply.Full(
                200,
                Map.of(
                        "Content-Type",
                        "application/json;g=apidiscovery.k8s.io;v=" + form + ";as=APIGroupDiscoveryList"),
                Json.bytes(list));
    }

    private static ObjectNode described(ResourceType type) {
        ObjectNode one = Json.object().put("resource", type.plural());
        one.set("responseKind", kind(type));
        one.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", type.singular());
        texts(one, "verbs", VERBS);
        names(one, type);
        if (type.hasStatus()) {
            ObjectNode status = one.putArray("subresources").addObject().put("subresource", "status");
            status.set("responseKind", kind(type));
            texts(status, "verbs", STATUS_VERBS);
        }
        return one;
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object()
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
    }
}
