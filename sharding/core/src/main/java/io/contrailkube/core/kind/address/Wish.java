package io.contrailkube.core.kind.address;

import java.util.List;

/**
 * Which public addresses an object is to have.
 *
 * @param addresses these; with {@code any} empty
 * @param any one, whichever the pool has
 * @param required whether its owner is told when no pool is named anywhere
 */
public record Wish(List<String> addresses, boolean any, boolean required) {
    public static final Wish NONE = new Wish(List.of(), false, false);
    /** One of any value. */
    public static final Wish ANY = new Wish(List.of(), true, true);
    /** One of any value, if there is a pool to take it from. */
    public static final Wish ANY_IF_POSSIBLE = new Wish(List.of(), true, false);

    public Wish {
        addresses = addresses.stream().distinct().toList();
    }

    public static Wish exactly(List<String> addresses) {
        return new Wish(addresses, false, true);
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && !any;
    }
}
