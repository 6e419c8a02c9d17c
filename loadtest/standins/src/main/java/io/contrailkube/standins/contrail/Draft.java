package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.ConfigObject.Identity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A create or update on its way: what is to be written, over what stands; the type rules read and complete it. */
final class Draft {
    private final Identity identity;
    private final @Nullable ConfigObject before;
    private final ObjectNode sent;
    private final Map<String, JsonNode> properties = new LinkedHashMap<>();
    private final Map<String, Map<String, Ref>> refs = new LinkedHashMap<>();
    private final Map<String, OneRef> single = new LinkedHashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** One reference of a field added or replaced, or (ref null) removed; the others are not looked at. */
    record OneRef(String target, @Nullable Ref ref) {}

    private Draft(Identity identity, @Nullable ConfigObject before, ObjectNode sent) {
        this.identity = identity;
        this.before = before;
        this.sent = sent;
    }

    static Draft ofNew(Identity identity, ObjectNode sent) {
        return new Draft(identity, null, sent);
    }

    static Draft of(ConfigObject object, ObjectNode sent) {
        return new Draft(object.identity(), object, sent);
    }

    Identity identity() {
        return identity;
    }

    TypeSchema type() {
        return identity.type();
    }

    String uuid() {
        return identity.uuid();
    }

    @Nullable
    ConfigObject before() {
        return before;
    }

    /** The envelope as the client sent it; empty for calls that send no object. */
    ObjectNode sent() {
        return sent;
    }

    Map<String, JsonNode> properties() {
        return properties;
    }

    /** Whole lists of references by field. */
    Map<String, Map<String, Ref>> refs() {
        return refs;
    }

    /** Changes of one reference of a field whose list may be too long to be copied for it. */
    Map<String, OneRef> single() {
        return single;
    }

    Set<String> changedRefs() {
        Set<String> fields = new LinkedHashSet<>(refs.keySet());
        fields.addAll(single.keySet());
        return fields;
    }

    boolean sets(String property) {
        return properties.containsKey(property);
    }

    boolean setsRefs(String field) {
        return refs.containsKey(field) || single.containsKey(field);
    }

    void set(String property, JsonNode value) {
        properties.put(property, value);
    }

    /** Replaces a whole list of references. */
    void setRefs(String field, Map<String, Ref> list) {
        refs.put(field, list);
        single.remove(field);
    }

    /** Adds, replaces or (null) removes one reference. */
    void setRef(String field, String target, @Nullable Ref ref) {
        single.put(field, new OneRef(target, ref));
    }

    /** What is referred to by this change; all of the list when it is sent as a whole. */
    Set<String> newTargets(String field) {
        OneRef one = single.get(field);
        if (one == null) {
            return refs(field).keySet();
        }
        return one.ref() == null ? Set.of() : Set.of(one.target());
    }

    /** The property as it will stand; a missing node when it will be absent. */
    JsonNode property(String name) {
        JsonNode value = properties.get(name);
        if (value == null && before != null && !properties.containsKey(name)) {
            value = before.property(name);
        }
        return value == null ? MissingNode.getInstance() : value;
    }

    /** As it stood before; a missing node when it was absent or the object is new. */
    JsonNode former(String name) {
        JsonNode value = before == null ? null : before.property(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** The references as they will stand. */
    Map<String, Ref> refs(String field) {
        Map<String, Ref> list = refs.get(field);
        if (list != null) {
            return list;
        }
        Map<String, Ref> stands = before == null ? Map.of() : before.refs(field);
        OneRef one = single.get(field);
        if (one == null) {
            return stands;
        }
        Map<String, Ref> changed = new LinkedHashMap<>(stands);
        if (one.ref() == null) {
            changed.remove(one.target());
        } else {
            changed.put(one.target(), one.ref());
        }
        return changed;
    }

    /** Registers what gives back something that was allocated for this draft. */
    void onFailure(Runnable giveBack) {
        undo.push(giveBack);
    }

    void rollBack() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
