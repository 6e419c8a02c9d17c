package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Stored;
import org.jspecify.annotations.Nullable;

/** Reads and writes with the rules of the API server; for requests and for components in the same process alike. */
public final class ApiObjects {
    /** Which part of an object a write is about. */
    public enum Part {
        MAIN,
        STATUS,
        /** Both at once, as only the server itself writes. */
        WHOLE
    }

    /** Makes the next state out of the current one, which it may change; called again when somebody else was faster. */
    @FunctionalInterface
    public interface Edit {
        ObjectNode apply(ObjectNode current);
    }

    private final ObjectStore store;
    private final Metadata metadata;
    private final ServiceAddresses addresses;
    private final KindRules rules;

    ApiObjects(ObjectStore store, Metadata metadata, ServiceAddresses addresses, KindRules rules) {
        this.store = store;
        this.metadata = metadata;
        this.addresses = addresses;
        this.rules = rules;
        store.watchFromState(Resources.core("services"), addresses);
    }

    public Stored get(Place place) {
        Stored found = store.get(place.type(), place.namespace(), place.name());
        if (found == null) {
            throw ApiFailure.notFound(place.type(), place.name());
        }
        return found;
    }

    /** Creates an object; its name is its own or made out of generateName. */
    public Stored create(ResourceType type, String namespace, ObjectNode object, boolean dryRun) {
        Place unnamed = new Place(type, namespace, "");
        Place place = new Place(type, namespace, metadata.name(unnamed, object));
        boolean nodeStatus = type.plural().equals("nodes");
        if (type.hasStatus() && !nodeStatus) {
            object.remove("status");
        }
        metadata.begin(place, object);
        type.setDefaults(object);
        rules.apply(place, object, null);
        Stored made = dryRun ? preview(place, object) : store(place, object);
        if (made == null || dryRun) {
            giveBack(object, type);
        }
        if (made == null) {
            throw ApiFailure.alreadyExists(type, place.name());
        }
        return made;
    }

    /** The check of the namespace and the creation are one step: nothing is left behind in a namespace that goes. */
    private @Nullable Stored store(Place place, ObjectNode object) {
        try {
            return store.exclusively(() -> {
                requireNamespace(place);
                Stored made = store.create(place.type(), object);
                if (made != null) {
                    metadata.stored(place);
                }
                return made;
            });
        } catch (ApiFailure failure) {
            giveBack(object, place.type());
            throw failure;
        }
    }

    private @Nullable Stored preview(Place place, ObjectNode object) {
        requireNamespace(place);
        boolean taken = store.get(place.type(), place.namespace(), place.name()) != null;
        return taken ? null : store.preview(place.type(), object);
    }

    private void giveBack(ObjectNode object, ResourceType type) {
        if (type.plural().equals("services")) {
            addresses.giveBack(object);
        }
    }

    private void requireNamespace(Place place) {
        if (!place.type().namespaced()) {
            return;
        }
        ResourceType namespaces = Resources.core("namespaces");
        Stored namespace = store.get(namespaces, "", place.namespace());
        if (namespace == null) {
            throw ApiFailure.notFound(namespaces, place.namespace());
        }
        if (namespace.field("status.phase").equals("Terminating")) {
            throw ApiFailure.forbidden(
                    place.type(),
                    place.name(),
                    "unable to create new content in namespace " + place.namespace()
                            + " because it is being terminated");
        }
    }

    /** Changes an object by an edit; a resourceVersion or uid in the result is a precondition. */
    public Stored change(Place place, Part part, boolean dryRun, Edit edit) {
        while (true) {
            Stored current = get(place);
            ObjectNode before = current.tree();
            ObjectNode next = edit.apply(before.deepCopy());
            Metadata.carryOver(place, current.revision(), before, next);
            next = switch (part) {
                case STATUS -> withStatusOf(next, before);
                case MAIN -> withOwnStatus(next, before, place.type());
                case WHOLE -> next;
            };
            place.type().setDefaults(next);
            rules.apply(place, next, before);
            ObjectNode metadata = Json.child(next, "metadata");
            metadata.put("resourceVersion", Long.toString(current.revision()));
            if (next.equals(before)) {
                return current;
            }
            if (!sameSpec(before, next)) {
                metadata.put("generation", metadata.path("generation").asLong() + 1);
            }
            if (dryRun) {
                return store.preview(place.type(), next);
            }
            Stored written = write(current, next);
            if (written != null) {
                return written;
            }
        }
    }

    /** An object on its way out whose last finalizer goes is gone itself. */
    private @Nullable Stored write(Stored current, ObjectNode next) {
        boolean leaving = next.path("metadata").has("deletionTimestamp")
                && !current.type().plural().equals("namespaces")
                && !Json.at(next, "metadata").has("deletionGracePeriodSeconds");
        if (leaving && !Metadata.hasFinalizers(next)) {
            return store.delete(current);
        }
        return store.replace(current, next);
    }

    private static ObjectNode withStatusOf(ObjectNode next, ObjectNode before) {
        ObjectNode made = before.deepCopy();
        JsonNode status = next.get("status");
        if (status == null) {
            made.remove("status");
        } else {
            made.set("status", status);
        }
        for (String field : new String[] {"labels", "annotations"}) {
            JsonNode sent = next.path("metadata").get(field);
            if (sent != null) {
                Json.child(made, "metadata").set(field, sent);
            }
        }
        return made;
    }

    private static ObjectNode withOwnStatus(ObjectNode next, ObjectNode before, ResourceType type) {
        if (type.hasStatus()) {
            JsonNode status = before.get("status");
            if (status == null) {
                next.remove("status");
            } else {
                next.set("status", status);
            }
        }
        return next;
    }

    private static boolean sameSpec(ObjectNode before, ObjectNode next) {
        ObjectNode a = before.deepCopy();
        ObjectNode b = next.deepCopy();
        for (ObjectNode each : new ObjectNode[] {a, b}) {
            each.remove("metadata");
            each.remove("status");
        }
        return a.equals(b);
    }

    ObjectStore store() {
        return store;
    }
}
