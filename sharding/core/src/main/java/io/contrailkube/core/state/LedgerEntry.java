package io.contrailkube.core.state;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One object that stands, or may stand, in Contrail on our behalf.
 *
 * @param uuid its uuid in Contrail; while pending the uuid asked for
 * @param origin how it came to be; decides whether it may be deleted
 * @param fingerprint of the desired object last applied; empty when unknown
 * @param claims what we hold in lists shared with others ({@link ContrailObject#claims()})
 * @param learned what the server decided ({@code ContrailObject.learns}), by JSON pointer; under names without a slash at
 *     their beginning, notes of ours
 * @param pending a plan that was to create it began and did not end: it may or may not stand
 */
public record LedgerEntry(
        ObjectKey key,
        String uuid,
        Origin origin,
        String fingerprint,
        List<String> claims,
        SortedMap<String, String> learned,
        boolean pending) {
    /** Note: the key by which the rules know an object that was made under another name (spec 02 section 3.2). */
    public static final String CANONICAL = "canonical";

    private static final SortedMap<String, String> NOTHING = Collections.emptySortedMap();

    public LedgerEntry {
        claims = List.copyOf(claims);
        learned = Collections.unmodifiableSortedMap(new TreeMap<>(learned));
    }

    /** An entry for an object whose creation is about to be tried. */
    public static LedgerEntry begun(ContrailObject desired) {
        Origin origin = desired.claim() == ContrailObject.Claim.PART ? Origin.FOREIGN : Origin.CREATED;
        return new LedgerEntry(desired.key(), desired.uuid(), origin, "", List.copyOf(desired.claims()), NOTHING, true);
    }

    /** An entry for an object that stands as desired and of which nothing had to be learned. */
    public static LedgerEntry standing(ContrailObject desired, String uuid, Origin origin) {
        return standing(desired, uuid, origin, NOTHING);
    }

    /** An entry for an object that stands as desired. */
    public static LedgerEntry standing(
            ContrailObject desired, String uuid, Origin origin, SortedMap<String, String> learned) {
        return new LedgerEntry(
                desired.key(), uuid, origin, desired.fingerprint(), List.copyOf(desired.claims()), learned, false);
    }

    /** An entry for an object known to stand, in a shape not known. */
    public static LedgerEntry found(ObjectKey key, String uuid, Origin origin, List<String> claims) {
        return new LedgerEntry(key, uuid, origin, "", claims, NOTHING, false);
    }

    /** Whether they are the same to whoever reads them, who cannot see which version was applied last. */
    public boolean looksLike(LedgerEntry other) {
        return uuid.equals(other.uuid)
                && origin == other.origin
                && pending == other.pending
                && claims.equals(other.claims)
                && learned.equals(other.learned);
    }

    /** An entry for an object that a plan is about to write to, so that its shape is known no more. */
    public LedgerEntry unsure() {
        return new LedgerEntry(key, uuid, origin, "", claims, learned, pending);
    }

    /** The same, known to stand but not in which shape. */
    public LedgerEntry foundAs(Origin found) {
        return new LedgerEntry(key, uuid, found, "", claims, learned, false);
    }

    /** The same with more claims: those that a plan is about to make. */
    public LedgerEntry claiming(Collection<String> more) {
        var all = new TreeSet<>(claims);
        all.addAll(more);
        return new LedgerEntry(key, uuid, origin, "", List.copyOf(all), learned, pending);
    }

    /**
     * Origin of what was found, with our marks, after its creation was tried and not heard of. If it has not the uuid
     * that was asked for it stood before, and whether it was marked then nobody knows: it counts as not ours to delete.
     */
    public Origin originOf(String foundUuid) {
        return uuid.equals(foundUuid) ? Origin.RECOVERED : Origin.ADOPTED;
    }

    /** The same with a note of ours, which stays with the object as long as it is in the ledger. */
    public LedgerEntry noting(String note, String value) {
        var all = new TreeMap<>(learned);
        all.put(note, value);
        return new LedgerEntry(key, uuid, origin, fingerprint, claims, all, pending);
    }

    /** The same with the notes of an earlier entry for the object. */
    public LedgerEntry withNotesOf(LedgerEntry before) {
        LedgerEntry noted = this;
        for (Map.Entry<String, String> value : before.learned().entrySet()) {
            if (!value.getKey().startsWith("/")) {
                noted = noted.noting(value.getKey(), value.getValue());
            }
        }
        return noted;
    }

    /** The key by which the rules know it, if that is not its own. */
    public Optional<ObjectKey> canonical() {
        return Optional.ofNullable(learned.get(CANONICAL)).map(ObjectKey::parse);
    }

    /** Whether the object may be deleted when it is not wanted any more. */
    public boolean deletable() {
        return origin == Origin.CREATED || origin == Origin.RECOVERED;
    }
}
