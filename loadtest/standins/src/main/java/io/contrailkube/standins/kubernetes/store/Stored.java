package io.contrailkube.standins.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object at one revision, immutable. It is kept as bytes, not as a tree, so that 150,000 pods fit in a small heap and lists and
 * watches copy rather than serialise.
 */
public final class Stored {
    private final ResourceType type;
    private final String namespace;
    private final String name;
    private final long revision;
    private final String[] index;
    private final byte[] json;

    private Stored(ResourceType type, ObjectNode tree, long revision) {
        JsonNode metadata = tree.path("metadata");
        this.type = type;
        this.namespace = Json.text(metadata, "namespace").intern();
        this.name = Json.text(metadata, "name");
        this.revision = revision;
        this.index = index(type, tree);
        this.json = Json.bytes(tree);
    }

    /** Stamps the tree with the revision, puts kind, apiVersion and metadata first and keeps its bytes. */
    static Stored of(ResourceType type, ObjectNode tree, long revision) {
        ObjectNode ordered = Json.object();
        ordered.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        ObjectNode metadata = Json.child(tree, "metadata");
        metadata.put("resourceVersion", Long.toString(revision));
        ordered.set("metadata", metadata);
        tree.properties().forEach(field -> {
            if (!ordered.has(field.getKey())) {
                ordered.set(field.getKey(), field.getValue());
            }
        });
        return new Stored(type, ordered, revision);
    }

    /** Labels as pairs, then the values of the kind's selectable fields in their order. */
    private static String[] index(ResourceType type, ObjectNode tree) {
        List<String> found = new ArrayList<>();
        tree.path("metadata").path("labels").properties().forEach(label -> {
            found.add(label.getKey().intern());
            found.add(label.getValue().asText().intern());
        });
        for (String[] path : type.fields().values()) {
            String value = Json.text(tree, path);
            found.add(value.length() < 64 ? value.intern() : value);
        }
        return found.toArray(String[]::new);
    }

    public ResourceType type() {
        return type;
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    public long revision() {
        return revision;
    }

    /** Where it stands among its kind; keys of one namespace are neighbours. */
    String key() {
        return key(namespace, name);
    }

    static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        int end = index.length - type.fields().size();
        for (int i = 0; i < end; i += 2) {
            labels.put(index[i], index[i + 1]);
        }
        return labels;
    }

    /** The value of a field selector's label. */
    public String field(String label) {
        if (label.equals("metadata.name")) {
            return name;
        }
        if (label.equals("metadata.namespace")) {
            return namespace;
        }
        int i = index.length - type.fields().size();
        for (String known : type.fields().keySet()) {
            if (known.equals(label)) {
                return index[i];
            }
            i++;
        }
        return "";
    }

    /** A tree of the caller's own. */
    public ObjectNode tree() {
        return Json.read(json);
    }

    /** The object as JSON; not to be changed. */
    public byte[] json() {
        return json;
    }

    public boolean isBeingDeleted() {
        return !Json.empty(tree().path("metadata").path("deletionTimestamp"));
    }
}
