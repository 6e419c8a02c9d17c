package io.contrailkube.standins.contrail;

import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every object by uuid and by name, with parents, children, references and back references kept consistent; not thread-safe. */
final class Store {
    private final Map<String, ConfigObject> byUuid = new HashMap<>();
    private final Map<TypeSchema, NavigableMap<String, ConfigObject>> byName = new HashMap<>();

    @Nullable ConfigObject find(String uuid) {
        return byUuid.get(uuid);
    }

    @Nullable ConfigObject find(TypeSchema type, List<String> fqName) {
        return find(type, String.join(":", fqName));
    }

    @Nullable ConfigObject find(TypeSchema type, String colonName) {
        NavigableMap<String, ConfigObject> named = byName.get(type);
        return named == null ? null : named.get(colonName);
    }

    /** All objects of a type in the order of their names. */
    NavigableMap<String, ConfigObject> all(TypeSchema type) {
        NavigableMap<String, ConfigObject> named = byName.get(type);
        return named == null ? new TreeMap<>() : named;
    }

    Collection<ConfigObject> all() {
        return byUuid.values();
    }

    void insert(ConfigObject object) {
        byUuid.put(object.uuid(), object);
        byName.computeIfAbsent(object.type(), t -> new TreeMap<>()).put(object.colonName(), object);
        if (object.parent() != null) {
            object.parent().addChild(object);
        }
    }

    /** Sets, adds or replaces one reference; a symmetric one on both objects (API-28). */
    void link(ConfigObject from, RefSchema field, Ref ref) {
        from.refs.computeIfAbsent(field.field(), f -> new LinkedHashMap<>()).put(ref.target(), ref);
        ConfigObject target = byUuid.get(ref.target());
        if (target == null) {
            return;
        }
        if (field.symmetric()) {
            target.refs
                    .computeIfAbsent(field.field(), f -> new LinkedHashMap<>())
                    .put(from.uuid(), new Ref(from.uuid(), ref.attr(), ref.relaxed()));
        } else {
            target.addReferrer(from);
        }
    }

    void unlink(ConfigObject from, RefSchema field, String targetUuid) {
        drop(from, field.field(), targetUuid);
        ConfigObject target = byUuid.get(targetUuid);
        if (target == null) {
            return;
        }
        if (field.symmetric()) {
            drop(target, field.field(), from.uuid());
        } else {
            forget(target.referrers, from);
        }
    }

    /** Removes the object with its own references, and every reference to it that was relaxed. */
    void remove(ConfigObject object) {
        for (RefSchema field : object.type().refs().values()) {
            for (String target : List.copyOf(object.refs(field.field()).keySet())) {
                unlink(object, field, target);
            }
        }
        object.referrers.values().stream().flatMap(Set::stream).toList().forEach(referrer -> {
            for (RefSchema field : referrer.type().refs().values()) {
                Ref ref = referrer.refs(field.field()).get(object.uuid());
                if (ref != null && ref.relaxed()) {
                    drop(referrer, field.field(), object.uuid());
                }
            }
        });
        byUuid.remove(object.uuid());
        NavigableMap<String, ConfigObject> named = byName.get(object.type());
        if (named != null) {
            named.remove(object.colonName(), object);
        }
        if (object.parent() != null) {
            forget(object.parent().children, object);
        }
    }

    private static void drop(ConfigObject from, String field, String targetUuid) {
        Map<String, Ref> refs = from.refs.get(field);
        if (refs != null) {
            refs.remove(targetUuid);
            if (refs.isEmpty()) {
                from.refs.remove(field);
            }
        }
    }

    private static void forget(Map<TypeSchema, Set<ConfigObject>> related, ConfigObject object) {
        Set<ConfigObject> same = related.get(object.type());
        if (same != null && same.remove(object) && same.isEmpty()) {
            related.remove(object.type());
        }
    }
}
