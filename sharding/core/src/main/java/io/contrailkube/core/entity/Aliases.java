package io.contrailkube.core.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Objects that were taken over under other names than our rules give (spec 02 section 3.2). Rules know all objects by the
 * names that they give, so what they are shown and what they want is translated here; where nothing was taken over nothing
 * is. Names are those of one owner key, for two pods may have machines of one name one after the other; but below a pool of
 * a service are members of other owner keys.
 */
final class Aliases {
    private static final String DISPLAY_NAME = "display_name";

    /** @param toOurs by the real key the one that rules know */
    private record Names(Map<ObjectKey, LedgerEntry> real, Map<ObjectKey, ObjectKey> toOurs) {}

    private final Map<OwnerKey, Names> byOwner = new HashMap<>();
    private final Map<FqName, FqName> realPools = new HashMap<>();
    private final Map<FqName, FqName> ourPools = new HashMap<>();

    /** Takes in what stands for an owner key now. */
    void follow(OwnerKey owner, Map<ObjectKey, LedgerEntry> standing) {
        Names before = byOwner.remove(owner);
        if (before != null) {
            before.toOurs().forEach((real, ours) -> {
                realPools.remove(ours.fqName());
                ourPools.remove(real.fqName());
            });
        }
        var names = new Names(new HashMap<>(), new HashMap<>());
        standing.values().forEach(entry -> entry.canonical().ifPresent(ours -> {
            names.real().put(ours, entry);
            names.toOurs().put(entry.key(), ours);
            if (ours.type().equals(ContrailTypes.LOADBALANCER_POOL)) {
                realPools.put(ours.fqName(), entry.key().fqName());
                ourPools.put(entry.key().fqName(), ours.fqName());
            }
        }));
        if (!names.real().isEmpty()) {
            byOwner.put(owner, names);
        }
    }

    /** What stands for an owner key, as rules know it. */
    Map<ObjectKey, LedgerEntry> shown(OwnerKey owner, Map<ObjectKey, LedgerEntry> standing) {
        if (byOwner.isEmpty()) {
            return standing;
        }
        Map<ObjectKey, ObjectKey> toOurs = names(owner).toOurs();
        return standing.values().stream()
                .map(entry -> shown(entry, toOurs))
                .collect(Collectors.toMap(LedgerEntry::key, entry -> entry));
    }

    private LedgerEntry shown(LedgerEntry entry, Map<ObjectKey, ObjectKey> toOurs) {
        ObjectKey key = toOurs.getOrDefault(entry.key(), inPool(entry.key(), ourPools));
        List<String> claims = toOurs.isEmpty()
                ? entry.claims()
                : entry.claims().stream().map(claim -> shown(claim, toOurs)).toList();
        return new LedgerEntry(
                key, entry.uuid(), entry.origin(), entry.fingerprint(), claims, entry.learned(), entry.pending());
    }

    private static String shown(String claim, Map<ObjectKey, ObjectKey> toOurs) {
        for (Map.Entry<ObjectKey, ObjectKey> name : toOurs.entrySet()) {
            String field = ContrailTypes.of(name.getKey().type()).refField();
            if (claim.equals(new Reference(field, name.getKey(), null).claim())) {
                return new Reference(field, name.getValue(), null).claim();
            }
        }
        return claim;
    }

    /** What rules want for an owner key, by the names under which it stands. */
    List<ContrailObject> real(OwnerKey owner, List<ContrailObject> wanted) {
        if (byOwner.isEmpty()) {
            return wanted;
        }
        Map<ObjectKey, LedgerEntry> real = names(owner).real();
        return wanted.stream().map(object -> real(object, real)).toList();
    }

    private ContrailObject real(ContrailObject object, Map<ObjectKey, LedgerEntry> real) {
        LedgerEntry entry = real.get(object.key());
        ObjectKey key = real(object.key(), real);
        ObjectNode properties = object.properties();
        if (properties.path(DISPLAY_NAME).asText().equals(object.key().fqName().leaf())) {
            properties = properties.deepCopy();
            properties.put(DISPLAY_NAME, key.fqName().leaf());
        }
        return new ContrailObject(
                key,
                object.claim(),
                entry == null ? object.uuid() : entry.uuid(),
                properties,
                object.references().stream()
                        .map(reference ->
                                new Reference(reference.field(), real(reference.to(), real), reference.attr()))
                        .toList(),
                object.fields(),
                object.entries(),
                object.after().stream().map(one -> real(one, real)).collect(Collectors.toSet()),
                object.owner());
    }

    private ObjectKey real(ObjectKey key, Map<ObjectKey, LedgerEntry> real) {
        LedgerEntry entry = real.get(key);
        return entry == null ? inPool(key, realPools) : entry.key();
    }

    /** A member is named after its pool. */
    private static ObjectKey inPool(ObjectKey key, Map<FqName, FqName> pools) {
        if (!key.type().equals(ContrailTypes.LOADBALANCER_MEMBER)) {
            return key;
        }
        FqName pool = pools.get(key.fqName().parent());
        return pool == null
                ? key
                : new ObjectKey(key.type(), pool.child(key.fqName().leaf()));
    }

    private Names names(OwnerKey owner) {
        return byOwner.getOrDefault(owner, new Names(Map.of(), Map.of()));
    }
}
