package io.contrailkube.core.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** An object as Kubernetes serves it, read so that no odd content breaks a decoder: what cannot be read is empty. */
public record KubeObject(String kind, JsonNode json) {
    /**
     * Identity of an object that lives in a namespace.
     *
     * @throws IllegalArgumentException if it has no name or no uid
     */
    public ObjectId id() {
        return id(text("/metadata/namespace"));
    }

    /** Identity with this in place of the namespace. */
    public ObjectId id(String namespace) {
        return new ObjectId(kind, namespace, required("name"), required("uid"));
    }

    public SortedMap<String, String> labels() {
        return strings("/metadata/labels");
    }

    /** The annotations with these keys; the rest means nothing to us. */
    public SortedMap<String, String> annotations(Set<String> keys) {
        SortedMap<String, String> annotations = strings("/metadata/annotations");
        annotations.keySet().retainAll(keys);
        return annotations;
    }

    /** Paths of the annotations whose key is such a one, in order, e.g. {@code metadata.annotations[a.b/c]}. */
    public List<String> annotationPaths(Predicate<String> key) {
        return strings("/metadata/annotations").keySet().stream()
                .filter(key)
                .map(name -> "metadata.annotations[" + name + ']')
                .toList();
    }

    /** The text at a JSON pointer; empty if there is none. */
    public String text(String pointer) {
        return text(json.at(pointer));
    }

    /** The texts in the list at a JSON pointer, without empty ones. */
    public List<String> texts(String pointer) {
        return texts(json.at(pointer), "");
    }

    /** The texts at a pointer inside each element of the list at a JSON pointer, without empty ones. */
    public List<String> texts(String pointer, String inElement) {
        return texts(json.at(pointer), inElement);
    }

    /** The text of a node; empty for null, lists and objects. */
    public static String text(JsonNode node) {
        return node.asText("");
    }

    private static List<String> texts(JsonNode list, String inElement) {
        var texts = new ArrayList<String>();
        for (JsonNode element : list) {
            String text = text(element.at(inElement));
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private String required(String field) {
        String value = text("/metadata/" + field);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a " + kind + " without metadata." + field);
        }
        return value;
    }

    private SortedMap<String, String> strings(String pointer) {
        var result = new TreeMap<String, String>();
        // Keys are few and repeat in a great many objects.
        json.at(pointer).properties().forEach(field -> result.put(field.getKey().intern(), text(field.getValue())));
        return result;
    }
}
