package io.contrailkube.core.contrail;

import java.util.List;
import java.util.Optional;

/**
 * What the engines must know about one type.
 *
 * @param name REST name, e.g. {@code virtual-network}
 * @param parent type of its parent, {@code config-root} for none
 * @param rank what has a higher rank is deleted earlier
 * @param shared all clusters use the same objects of this type: when a deletion finds one in use, it is not ours to delete
 * @param ties what others make of objects of this type and must not keep them from being deleted
 */
public record ContrailType(String name, String parent, int rank, boolean shared, List<Tie> ties) {
    public static final String ROOT = "config-root";

    public ContrailType {
        ties = List.copyOf(ties);
    }

    /** REST name of the collection: a bare `s`, whatever the word (spec 04 API-2). */
    public String plural() {
        return name + 's';
    }

    /** Key of the parent of an object of this type, if it has one. */
    public Optional<ObjectKey> parentOf(FqName fqName) {
        return fqName.parts().size() == 1 || parent.equals(ROOT)
                ? Optional.empty()
                : Optional.of(new ObjectKey(parent, fqName.parent()));
    }

    /** What may be cleared out of the way of the deletion of this object. */
    public List<Tie> tiesOf(FqName name) {
        return ties.stream().filter(tie -> tie.holdsFor(name)).toList();
    }

    /** REST name of the field by which another object refers to one of this type. */
    public String refField() {
        return fieldName() + "_refs";
    }

    /** The name as JSON fields spell it. */
    public String fieldName() {
        return name.replace('-', '_');
    }
}
