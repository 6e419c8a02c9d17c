package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.Collection;
import java.util.List;

/** What the texts of {@link ContrailObject#claims()} mean. */
final class Claims {
    private static final String REFS = "_refs";

    private Claims() {}

    /** A claimed reference. */
    record RefClaim(String field, ObjectKey to) {}

    /** Whether all are references, so that they can be taken back without reading a list. */
    static boolean areReferences(Collection<String> claims) {
        return claims.stream().allMatch(claim -> field(claim).endsWith(REFS));
    }

    static List<RefClaim> references(Collection<String> claims) {
        return claims.stream()
                .sorted()
                .map(claim -> {
                    String field = field(claim);
                    FqName name = FqName.parse(claim.substring(field.length() + 1));
                    return new RefClaim(field, new ObjectKey(Requests.typeOf(field), name));
                })
                .toList();
    }

    private static String field(String claim) {
        int slash = claim.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + claim + "' is no claim: expected field/element");
        }
        return claim.substring(0, slash);
    }
}
