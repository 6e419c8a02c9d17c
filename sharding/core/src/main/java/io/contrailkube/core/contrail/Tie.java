package io.contrailkube.core.contrail;

/**
 * What others make of an object of a type, and what then stands in the way of its deletion (spec 02 sections 2, 4.7 and
 * 7.7). It is cleared away only when a deletion was refused.
 *
 * @param type type of what stands in the way
 * @param names first letters of the names of the objects for which this holds; empty for all of the type
 */
public record Tie(String type, Kind kind, String names) {

    /** How it is tied, and what becomes of it. */
    public enum Kind {
        /** It refers to the object: the reference is taken back, the referrer stays. */
        LETS_GO,
        /** It refers to the object and to no other of its type, and is of no use without it: it is deleted. */
        GOES_ALONG,
        /** It is a child of the object, and is deleted. */
        CHILD
    }

    /** Field of the object, read with children and back references, that lists what is tied. */
    public String field() {
        String fieldName = type.replace('-', '_');
        return kind == Kind.CHILD ? fieldName + 's' : fieldName + "_back_refs";
    }

    /** The same for objects whose names begin with these letters only. */
    Tie onlyOf(String firstLetters) {
        return new Tie(type, kind, firstLetters);
    }

    boolean holdsFor(FqName name) {
        return name.leaf().startsWith(names);
    }

    static Tie letsGo(String type) {
        return new Tie(type, Kind.LETS_GO, "");
    }

    static Tie goesAlong(String type) {
        return new Tie(type, Kind.GOES_ALONG, "");
    }

    static Tie child(String type) {
        return new Tie(type, Kind.CHILD, "");
    }
}
