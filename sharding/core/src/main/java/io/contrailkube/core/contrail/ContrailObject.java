package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Contrail object as we want it to stand. What it does not mention is left to others: properties compare field by
 * field (an object read back may hold more), references and entries are ours one by one.
 *
 * @param key type and name
 * @param claim whether the whole object is ours or only what is mentioned
 * @param uuid UUID to create it with; an adopted object keeps its own
 * @param properties plain properties, merged into what stands
 * @param references our references; fields named in {@code wholeFields} are ours as whole lists
 * @param wholeFields reference fields in which nobody else's entries are kept
 * @param fixedFields fields that cannot change once the object stands, e.g. the provider network of a virtual network
 *     (spec 01 section 5.6); when they differ the object is left alone and the difference reported
 * @param entries our elements of list properties shared with others
 * @param owner the object whose uuid becomes {@code perms2.owner}, or null for the server's default (spec 04 API-21)
 */
public record ContrailObject(
        ObjectKey key,
        Claim claim,
        String uuid,
        ObjectNode properties,
        List<Reference> references,
        Set<String> wholeFields,
        Set<String> fixedFields,
        List<Entry> entries,
        @Nullable ObjectKey owner) {

    /** How much of an object is ours. */
    public enum Claim {
        /** We create, repair and delete it. */
        WHOLE,
        /** Somebody else's object, to which we add references or entries; never created, never deleted. */
        PART
    }

    public ContrailObject {
        references = List.copyOf(references);
        entries = List.copyOf(entries);
        wholeFields = Set.copyOf(wholeFields);
        fixedFields = Set.copyOf(fixedFields);
    }

    public ContrailType type() {
        return ContrailTypes.of(key.type());
    }

    /** Objects that must stand before this one can be written: parent, targets of references, owner. */
    public Set<ObjectKey> needs() {
        var needs = new TreeSet<ObjectKey>();
        references.forEach(reference -> needs.add(reference.to()));
        if (owner != null) {
            needs.add(owner);
        }
        type().parentOf(key.fqName()).ifPresent(needs::add);
        return needs;
    }

    /**
     * Names of what we hold in lists shared with others: what is in an earlier version's claims and not in the new
     * one's has to be taken back.
     */
    public SortedSet<String> claims() {
        var claims = new TreeSet<String>(Comparator.naturalOrder());
        Stream.concat(
                        references.stream()
                                .filter(reference -> !wholeFields.contains(reference.field()))
                                .map(Reference::claim),
                        entries.stream().map(Entry::claim))
                .forEach(claims::add);
        return claims;
    }

    public static ContrailObjectBuilder builder(String type, FqName fqName) {
        return new ContrailObjectBuilder(new ObjectKey(type, fqName));
    }
}
