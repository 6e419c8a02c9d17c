package io.contrailkube.standins.contrail;

import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every object by uuid and by name, with parents, children, references and back references kept consistent; not thread-safe. */
final class Store {
    private final Map<String, ConfigObject> byUuid = new HashMap<>();
    private final Map<TypeSchema, Map<String, ConfigObject>> byName = new HashMap<>();
    private final Map<TypeSchema, NavigableMap<String, ConfigObject>> ordered = new HashMap<>();
    /** Referrers by the uuid of a target that does not exist: a later object of that uuid is referred by them. */
    private final Map<String, Set<ConfigObject>> dangling = new HashMap<>();

    @Nullable
    ConfigObject find(String uuid) {
        return byUuid.get(uuid);
    }

    @Nullable
    ConfigObject find(TypeSchema type, List<String> fqName) {
        return find(type, String.join(":", fqName));
    }

    @Nullable
    ConfigObject find(TypeSchema type, String colonName) {
        Map<String, ConfigObject> named = byName.get(type);
        return named == null ? null : named.get(colonName);
    }

    /** All objects of a type by {@code a:b:uuid}, in the order in which they are paged (API-62). */
    NavigableMap<String, ConfigObject> all(TypeSchema type) {
        NavigableMap<String, ConfigObject> same = ordered.get(type);
        return same == null ? new TreeMap<>() : same;
    }

    Collection<ConfigObject> all() {
        return byUuid.values();
    }

    static String marker(ConfigObject object) {
        return object.colonName() + ":" + object.uuid();
    }

    void insert(ConfigObject object) {
        byUuid.put(object.uuid(), object);
        byName.computeIfAbsent(object.type(), t -> new HashMap<>()).put(object.colonName(), object);
        ordered.computeIfAbsent(object.type(), t -> new TreeMap<>()).put(marker(object), object);
        ConfigObject parent = object.parent();
        if (parent != null) {
            parent.addChild(object);
        }
        Set<ConfigObject> waiting = dangling.remove(object.uuid());
        if (waiting != null) {
            waiting.forEach(referrer -> settle(referrer, object));
        }
    }

    private void settle(ConfigObject referrer, ConfigObject target) {
        RefSchema field = referrer.type().refTo(target.type());
        Ref ref = field == null ? null : referrer.refs(field.field()).get(target.uuid());
        if (field != null && ref != null && byUuid.get(referrer.uuid()) == referrer) {
            link(referrer, field, ref);
        }
    }

    /** Sets, adds or replaces one reference; a symmetric one on both objects (API-28). */
    void link(ConfigObject from, RefSchema field, Ref ref) {
        from.refs.computeIfAbsent(field.field(), f -> new LinkedHashMap<>()).put(ref.target(), ref);
        ConfigObject target = byUuid.get(ref.target());
        if (target == null) {
            dangling.computeIfAbsent(ref.target(), u -> new LinkedHashSet<>()).add(from);
        } else if (field.symmetric()) {
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
            Set<ConfigObject> waiting = dangling.get(targetUuid);
            if (waiting != null && waiting.remove(from) && waiting.isEmpty()) {
                dangling.remove(targetUuid);
            }
        } else if (field.symmetric()) {
            drop(target, field.field(), from.uuid());
        } else {
            forget(target.referrers, from);
        }
    }

    /** Removes the object with its own references, and every reference to it that was relaxed; the others dangle. */
    void remove(ConfigObject object) {
        for (String field : List.copyOf(object.refs.keySet())) {
            RefSchema schema = object.type().refs().get(field);
            for (String target : List.copyOf(object.refs(field).keySet())) {
                if (schema != null) {
                    unlink(object, schema, target);
                }
            }
        }
        for (ConfigObject referrer :
                object.referrers.values().stream().flatMap(Set::stream).toList()) {
            abandon(referrer, object);
        }
        byUuid.remove(object.uuid());
        forget(byName.get(object.type()), object.colonName(), object);
        forget(ordered.get(object.type()), marker(object), object);
        ConfigObject parent = object.parent();
        if (parent != null) {
            forget(parent.children, object);
        }
    }

    private void abandon(ConfigObject referrer, ConfigObject object) {
        RefSchema field = referrer.type().refTo(object.type());
        Ref ref = field == null ? null : referrer.refs(field.field()).get(object.uuid());
        if (field == null || ref == null) {
            return;
        }
        if (ref.relaxed()) {
            drop(referrer, field.field(), object.uuid());
        } else {
            dangling.computeIfAbsent(object.uuid(), u -> new LinkedHashSet<>()).add(referrer);
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

    private static void forget(@Nullable Map<String, ConfigObject> index, String key, ConfigObject object) {
        if (index != null) {
            index.remove(key, object);
        }
    }
}
