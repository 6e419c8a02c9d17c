package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.contrailkube.standins.kubernetes.api.ApiObjects.Part;
import io.contrailkube.standins.kubernetes.patch.MergePatch;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Applies manifests in the same process; unlike over HTTP a status in a manifest is taken over as well. */
public final class Manifests {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final ApiObjects objects;

    public Manifests(ApiObjects objects) {
        this.objects = objects;
    }

    /** One or more documents, or a List of objects; objects without namespace go into {@code default}. */
    public void apply(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.path("kind").asText().equals("List")) {
                    document.path("items").forEach(this::applyOne);
                } else if (!Json.empty(document)) {
                    applyOne(document);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("manifest cannot be applied: " + e.getMessage(), e);
        }
    }

    private void applyOne(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new IllegalArgumentException("a manifest is an object");
        }
        ResourceType type = Resources.byKind(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        if (type == null || type.form() != null || !new Catalogue(objects.store()).serves(type)) {
            throw new IllegalArgumentException(
                    "not served: " + Json.text(object, "apiVersion") + " " + Json.text(object, "kind"));
        }
        String namespace = type.namespaced() ? Json.text(object, "metadata", "namespace") : "";
        if (type.namespaced() && namespace.isEmpty()) {
            namespace = "default";
        }
        Place place = new Place(type, namespace, Json.text(object, "metadata", "name"));
        JsonNode status = type.hasStatus() ? object.get("status") : null;
        if (place.name().isEmpty() || objects.store().get(type, namespace, place.name()) == null) {
            String name = objects.create(type, namespace, object, false).name();
            place = new Place(type, namespace, name);
        } else {
            merge(place, Part.MAIN, object);
        }
        setStatus(place, status);
    }

    private void setStatus(Place place, @Nullable JsonNode status) {
        if (status != null && !status.isNull()) {
            ObjectNode patch = Json.object();
            patch.set("status", status);
            merge(place, Part.STATUS, patch);
        }
    }

    private void merge(Place place, Part part, ObjectNode patch) {
        objects.change(place, part, false, current -> {
            MergePatch.apply(current, patch.deepCopy());
            return current;
        });
    }
}
