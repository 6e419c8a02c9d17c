package io.contrailkube.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.desired.Decided;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceRules;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.NamespaceState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Objects that are wanted, to be asked about. */
public final class DesiredObjects {
    private final Map<ObjectKey, ContrailObject> objects = new LinkedHashMap<>();

    private DesiredObjects(Collection<ContrailObject> all) {
        all.forEach(object -> {
            if (objects.put(object.key(), object) != null) {
                throw new AssertionError(object.key() + " is wanted twice");
            }
        });
    }

    public static DesiredObjects of(Collection<ContrailObject> objects) {
        return new DesiredObjects(objects);
    }

    /** What a namespace that was never seen before means. */
    public static DesiredObjects of(ObjectNames names, NamespaceBuilder namespace) {
        NamespaceSettings settings =
                NamespaceDecider.settings(namespace.fact(), NamespaceState.EMPTY, names.settings());
        return of(new NamespaceRules(names).objects(namespace.fact(), settings));
    }

    public List<ObjectKey> keys() {
        return List.copyOf(objects.keySet());
    }

    public boolean has(ObjectKey key) {
        return objects.containsKey(key);
    }

    /** Leaf names of the objects of a type, in order. */
    public List<String> leaves(String type) {
        return keys().stream()
                .filter(key -> key.type().equals(type))
                .map(key -> key.fqName().leaf())
                .toList();
    }

    public ContrailObject get(ObjectKey key) {
        ContrailObject object = objects.get(key);
        if (object == null) {
            throw new AssertionError(key + " is not wanted; wanted are " + objects.keySet());
        }
        return object;
    }

    public JsonNode property(ObjectKey key, String name) {
        return get(key).properties().path(name);
    }

    /** Names of what an object refers to in a field, in order. */
    public List<String> references(ObjectKey key, String field) {
        return get(key).references().stream()
                .filter(reference -> reference.field().equals(field))
                .map(Reference::to)
                .map(to -> to.fqName().toString())
                .toList();
    }

    public SortedMap<String, String> annotations(ObjectKey key) {
        var annotations = new TreeMap<String, String>();
        entries(key, SharedList.ANNOTATIONS)
                .forEach(pair -> annotations.put(
                        pair.path("key").asText(), pair.path("value").asText()));
        return annotations;
    }

    public List<JsonNode> entries(ObjectKey key, SharedList list) {
        return get(key).entries().stream()
                .filter(entry -> entry.list() == list)
                .map(entry -> (JsonNode) entry.value())
                .toList();
    }

    /** Settings decided for a namespace, by name. */
    public static Map<String, String> decided(NamespaceSettings settings) {
        var decided = new TreeMap<String, String>();
        for (Decided one : settings.decided()) {
            decided.put(one.setting(), one.value());
        }
        return decided;
    }

    /** Reasons of problems, in order. */
    public static List<String> reasons(Collection<Problem> problems) {
        return problems.stream().map(Problem::reason).toList();
    }
}
