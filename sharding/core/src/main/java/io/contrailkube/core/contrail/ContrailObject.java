package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Contrail object as we want it to stand. What it does not mention is left to others: properties compare field by
 * field (an object read back may hold more), references and entries are ours one by one.
 *
 * @param key type and name
 * @param claim whether the whole object is ours or only what is mentioned
 * @param uuid UUID to create it with; an adopted object keeps its own
 * @param properties plain properties, merged into what stands
 * @param references our references; those named in {@link Fields#whole} are ours as whole lists
 * @param fields fields that are treated in a way of their own
 * @param entries our elements of list properties shared with others
 * @param after objects that must stand first although no reference names them, e.g. a tag named in a rule's endpoint
 * @param owner the object whose uuid becomes {@code perms2.owner}, or null for the server's default (spec 04 API-21)
 */
public record ContrailObject(
        ObjectKey key,
        Claim claim,
        String uuid,
        ObjectNode properties,
        List<Reference> references,
        Fields fields,
        List<Entry> entries,
        Set<ObjectKey> after,
        @Nullable ObjectKey owner) {

    /**
     * Fields of an object that are treated in a way of their own.
     *
     * @param whole reference fields in which nobody else's entries are kept
     * @param fixed properties or reference fields that cannot change once the object stands, e.g. the provider network of a
     *     virtual network (spec 01 section 5.6) or the address of an instance-ip; when they differ the object is left alone
     *     and the difference reported
     * @param learned JSON pointers of what the server decides and we have to know, e.g. an allocated address; it is read back
     *     and kept in the ledger
     */
    public record Fields(Set<String> whole, Set<String> fixed, Set<String> learned) {
        public Fields {
            whole = Set.copyOf(whole);
            fixed = Set.copyOf(fixed);
            learned = Set.copyOf(learned);
        }
    }

    /** Prefix of the claims that name tags which the object names elsewhere than among its references, as rules do. */
    public static final String NAMED_TAG = "after/";

    /** How much of an object is ours. */
    public enum Claim {
        /** We create, repair and delete it. */
        WHOLE,
        /**
         * Somebody else's object, to which we add references or entries; never created, never deleted. If references are
         * all we add, it is not read either: it may be a hub with tens of thousands of them, and adding one that is
         * there already does no harm (spec 04 API-77).
         */
        PART,
        /**
         * Shared by all clusters, as tags are: created if absent, left exactly as it is if it stands, deleted only if it
         * bears our marks and nobody else uses it (spec 01 section 4.2).
         */
        SHARED
    }

    public ContrailObject {
        references = List.copyOf(references);
        entries = List.copyOf(entries);
        after = Set.copyOf(after);
    }

    public Set<String> wholeFields() {
        return fields.whole();
    }

    public Set<String> fixedFields() {
        return fields.fixed();
    }

    public Set<String> learns() {
        return fields.learned();
    }

    public ContrailType type() {
        return ContrailTypes.of(key.type());
    }

    /** Objects that must stand before this one can be written: parent, targets of references, owner, and what else was declared. */
    public Set<ObjectKey> needs() {
        var needs = new TreeSet<>(after);
        references.forEach(reference -> needs.add(reference.to()));
        if (owner != null) {
            needs.add(owner);
        }
        type().parentOf(key.fqName()).ifPresent(needs::add);
        return needs;
    }

    /**
     * Names of what we hold in lists shared with others: what is in an earlier version's claims and not in the new
     * one's has to be taken back. Annotations are left out: their keys are the same for the life of an object.
     */
    public SortedSet<String> claims() {
        var claims = new TreeSet<String>();
        references.stream()
                .filter(reference -> !wholeFields().contains(reference.field()))
                .map(Reference::claim)
                .forEach(claims::add);
        entries.stream()
                .filter(entry -> entry.list() != SharedList.ANNOTATIONS)
                .map(Entry::claim)
                .forEach(claims::add);
        after.stream()
                .filter(key -> key.type().equals(ContrailTypes.TAG))
                .map(key -> NAMED_TAG + key.fqName())
                .forEach(claims::add);
        return claims;
    }

    /** A hash over everything that is to stand; equal fingerprints mean that there is nothing to write. */
    public String fingerprint() {
        var text = new StringBuilder(properties.toString())
                .append(wholeFields().stream().sorted().toList());
        references.stream()
                .map(reference -> reference.claim() + reference.attr())
                .sorted()
                .forEach(text::append);
        entries.stream()
                .map(entry -> entry.list().property() + entry.value())
                .sorted()
                .forEach(text::append);
        return Uuids.shortHash(text.append(owner).toString(), 16);
    }

    public static ContrailObjectBuilder builder(String type, FqName fqName) {
        return new ContrailObjectBuilder(new ObjectKey(type, fqName));
    }
}
