package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.contrail.VirtualNetwork;
import io.contrailkube.core.offline.NormalForm;
import io.contrailkube.core.offline.Worlds;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.spec.ObjectNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Contrail in memory: objects with references, and what its API server refuses and fills in (spec 04). */
public final class Contrail {
    /** A write, as the request log shows it. */
    public record Write(String method, ObjectKey key) {}

    /** What the server says when it will not: a status and a text. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String text) {
            super(status + " " + text);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private record Stored(ObjectKey key, String uuid, ObjectNode body, Set<String> relaxed) {}

    private final Map<ObjectKey, Stored> objects = new LinkedHashMap<>();
    private final Map<String, ObjectKey> byUuid = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final Map<ObjectKey, ObjectNode> untouched = new HashMap<>();
    private final Addresses addresses = new Addresses(this::body);
    private Consumer<Write> witness = write -> {};
    private long count;

    /** With what an API server holds after its first start, as far as it matters here (API-149). */
    public static Contrail fresh() {
        var contrail = new Contrail();
        contrail.boot(ObjectKey.of(ContrailTypes.DOMAIN, "default-domain"));
        contrail.boot(ObjectKey.of(ContrailTypes.PROJECT, "default-domain", "default-project"));
        contrail.boot(ObjectNames.policyManagement());
        contrail.boot(ObjectKey.of(ContrailTypes.GLOBAL_SYSTEM_CONFIG, "default-global-system-config"));
        contrail.boot(ObjectNames.VROUTER_CONFIG);
        contrail.boot(ObjectNames.IP_FABRIC);
        return contrail;
    }

    private void boot(ObjectKey key) {
        make(key, Uuids.named("boot " + key), JsonNodeFactory.instance.objectNode());
        // Nobody ever created it by a request, so it has no display name.
        body(key).remove("display_name");
        untouched.put(key, body(key).deepCopy());
        writes.clear();
    }

    /** What an operator makes: under another uuid than ours would have. */
    public Contrail with(ObjectKey key, ObjectNode body) {
        make(key, Uuids.named("foreign " + key), body.deepCopy());
        untouched.put(key, body(key).deepCopy());
        writes.clear();
        return this;
    }

    public Contrail with(ObjectKey key) {
        return with(key, JsonNodeFactory.instance.objectNode());
    }

    /** What an operator takes away, whoever uses it. */
    public void without(ObjectKey key) {
        Stored gone = objects.remove(key);
        if (gone != null) {
            byUuid.remove(gone.uuid(), key);
            addresses.release(key);
        }
    }

    /** Somebody who sees every write of everybody, when it is done. */
    public void watch(Consumer<Write> eye) {
        witness = eye;
    }

    private void wrote(String method, ObjectKey key) {
        count++;
        var write = new Write(method, key);
        writes.add(write);
        witness.accept(write);
    }

    /** Writes so far. */
    long count() {
        return count;
    }

    /** The body as it stands, to be looked at, or changed behind everybody's back. */
    public ObjectNode body(ObjectKey key) {
        return stored(key).body();
    }

    private Stored stored(ObjectKey key) {
        Stored stored = objects.get(key);
        if (stored == null) {
            throw new AssertionError(key + " does not stand; what stands: " + objects.keySet());
        }
        return stored;
    }

    public boolean has(ObjectKey key) {
        return objects.containsKey(key);
    }

    public Set<ObjectKey> keys() {
        return new LinkedHashSet<>(objects.keySet());
    }

    /** Objects of a type, in the order of their making. */
    public List<ObjectKey> ofType(String type) {
        return objects.keySet().stream().filter(key -> key.type().equals(type)).toList();
    }

    /** What a body refers to, of a type, in order. */
    public static List<ObjectKey> targets(JsonNode body, String type) {
        var targets = new ArrayList<ObjectKey>();
        body.path(ContrailTypes.of(type).refField()).forEach(reference -> targets.add(target(reference, type)));
        return targets;
    }

    static ObjectKey target(JsonNode reference, String type) {
        return new ObjectKey(type, name(reference));
    }

    public String uuid(ObjectKey key) {
        return stored(key).uuid();
    }

    /** Writes since the last call, in order. */
    public List<Write> takeWrites() {
        List<Write> taken = List.copyOf(writes);
        writes.clear();
        return taken;
    }

    /** All objects in normal form, but for those that are as the server or an operator made them. */
    public SortedMap<String, SortedMap<String, ObjectNode>> dump() {
        var dump = new TreeMap<String, SortedMap<String, ObjectNode>>();
        objects.forEach((key, stored) -> {
            if (!stored.body().equals(untouched.get(key))) {
                dump.computeIfAbsent(key.type(), type -> new TreeMap<>())
                        .put(key.fqName().toString(), NormalForm.of(key.type(), stored.body()));
            }
        });
        return dump;
    }

    /** How {@link #dump} differs from what was planned; empty if it does not. */
    public List<String> differencesFrom(SortedMap<String, SortedMap<String, ObjectNode>> planned) {
        return Worlds.differences(planned, dump());
    }

    Optional<Actual> find(ObjectKey key, @Nullable String uuid) {
        ObjectKey standing = uuid == null ? key : byUuid.get(uuid);
        return Optional.ofNullable(standing)
                .map(objects::get)
                .filter(stored -> stored.key().type().equals(key.type()))
                .map(stored ->
                        new Actual(stored.key(), stored.uuid(), stored.body().deepCopy()));
    }

    void make(ObjectKey key, String uuid, ObjectNode body) {
        ContrailType type = ContrailTypes.of(key.type());
        body.put("uuid", uuid).put("href", "http://contrail/" + uuid);
        if (!body.has("display_name")) {
            body.put("display_name", key.fqName().leaf());
        }
        key.fqName().parts().forEach(body.putArray("fq_name")::add);
        if (!type.parent().equals(ContrailType.ROOT)) {
            body.put("parent_type", type.parent());
        }
        ServerFilled.in(key.type(), body);
        allocate(key, body);
        objects.put(key, new Stored(key, uuid, body, new HashSet<>()));
        byUuid.put(uuid, key);
        reflect(key, body);
        wrote("POST", key);
    }

    /** Gives an address to what has one (API-129 to API-131). */
    private void allocate(ObjectKey key, ObjectNode body) {
        if (key.type().equals(ContrailTypes.INSTANCE_IP)) {
            ObjectKey network = targets(body, ContrailTypes.VIRTUAL_NETWORK).get(0);
            if (network.equals(ObjectNames.IP_FABRIC)) {
                return;
            }
            boolean six = body.path("instance_ip_family").asText().equals("v6");
            Addresses.Given given = addresses.give(new Addresses.Wish(
                    key, network, text(body, "instance_ip_address"), text(body, "subnet_uuid"), six));
            body.put("instance_ip_address", given.address());
            body.put("subnet_uuid", given.subnet());
        } else if (key.type().equals(ContrailTypes.FLOATING_IP)) {
            var network = new ObjectKey(
                    ContrailTypes.VIRTUAL_NETWORK, key.fqName().parent().parent());
            Addresses.Given given =
                    addresses.give(new Addresses.Wish(key, network, text(body, "floating_ip_address"), null, false));
            body.put("floating_ip_address", given.address());
        }
    }

    private static @Nullable String text(ObjectNode body, String field) {
        return body.hasNonNull(field) ? body.get(field).asText() : null;
    }

    void put(ObjectKey key, ObjectNode properties) {
        body(key).setAll(properties);
        ServerFilled.in(key.type(), body(key));
        reflect(key, body(key));
        wrote("PUT", key);
    }

    /** Adds a reference or writes its attribute anew; the target has to stand. */
    void refer(ObjectKey key, String field, ObjectKey to, @Nullable JsonNode attr) {
        ArrayNode list = body(key).withArray(field);
        dropReference(list, to.fqName());
        addReference(list, to, attr);
        reflect(key, body(key));
        wrote("ref-update", key);
    }

    void release(ObjectKey key, String field, FqName to) {
        dropReference(body(key), field, to);
        wrote("ref-update", key);
    }

    ObjectNode reference(ObjectKey to, @Nullable JsonNode attr) {
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        to.fqName().parts().forEach(reference.putArray("to")::add);
        reference.put("uuid", uuid(to));
        reference.set("attr", attr == null ? JsonNodeFactory.instance.nullNode() : attr.deepCopy());
        return reference;
    }

    void relax(String referrer, ObjectKey target) {
        ObjectKey from = byUuid.get(referrer);
        if (from != null && has(from)) {
            stored(from).relaxed().add(uuid(target));
        }
    }

    /** Children of an object, and what refers to it without having been relaxed. */
    List<ObjectKey> holding(ObjectKey key) {
        var holding = new ArrayList<ObjectKey>();
        for (Stored other : objects.values()) {
            if (isChild(other.key(), key)
                    || (refersTo(other, key) && !other.relaxed().contains(uuid(key)))) {
                holding.add(other.key());
            }
        }
        return holding;
    }

    /** What prevents a deletion, or null (API-37). */
    @Nullable
    String inTheWay(ObjectKey key) {
        for (ObjectKey other : holding(key)) {
            return isChild(other, key)
                    ? "409 Delete when children still present: child " + other
                    : "409 Delete when resource still referred: referrer " + other;
        }
        return null;
    }

    static boolean isChild(ObjectKey child, ObjectKey parent) {
        ContrailType type = ContrailTypes.of(child.type());
        return type.parent().equals(parent.type())
                && type.parentOf(child.fqName()).map(parent::equals).orElse(false);
    }

    void remove(ObjectKey key) {
        String field = ContrailTypes.of(key.type()).refField();
        without(key);
        objects.values().forEach(other -> dropReference(other.body(), field, key.fqName()));
        wrote("DELETE", key);
    }

    private boolean refersTo(Stored from, ObjectKey to) {
        // The mirrored half of a reference between networks is no reference of the provider's (API-28).
        boolean mirrored = from.key().equals(ObjectNames.IP_FABRIC) && to.type().equals(ContrailTypes.VIRTUAL_NETWORK);
        for (JsonNode reference : from.body().path(ContrailTypes.of(to.type()).refField())) {
            if (!mirrored && isNamed(reference, to.fqName())) {
                return true;
            }
        }
        return false;
    }

    private void addReference(ArrayNode list, ObjectKey to, @Nullable JsonNode attr) {
        list.add(reference(to, attr));
    }

    /** A reference between networks stands on both (API-28). */
    private void reflect(ObjectKey key, ObjectNode body) {
        if (!key.type().equals(ContrailTypes.VIRTUAL_NETWORK) || key.equals(ObjectNames.IP_FABRIC)) {
            return;
        }
        for (JsonNode reference : body.path(VirtualNetwork.PROVIDER_REFS)) {
            var provider = new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, name(reference));
            ArrayNode list = body(provider).withArray(VirtualNetwork.PROVIDER_REFS);
            dropReference(list, key.fqName());
            addReference(list, key, null);
        }
    }

    private static void dropReference(ObjectNode body, String field, FqName to) {
        if (body.path(field) instanceof ArrayNode list) {
            dropReference(list, to);
            if (list.isEmpty()) {
                body.remove(field);
            }
        }
    }

    private static void dropReference(ArrayNode list, FqName to) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (isNamed(list.get(i), to)) {
                list.remove(i);
            }
        }
    }

    private static boolean isNamed(JsonNode reference, FqName name) {
        JsonNode to = reference.path("to");
        return to.path(to.size() - 1).asText().equals(name.leaf())
                && name(reference).equals(name);
    }

    private static FqName name(JsonNode reference) {
        var parts = new ArrayList<String>();
        reference.path("to").forEach(part -> parts.add(part.asText()));
        return new FqName(parts);
    }
}
