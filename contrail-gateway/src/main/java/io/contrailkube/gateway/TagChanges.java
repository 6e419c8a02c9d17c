package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Difference;
import io.contrailkube.core.spec.TagNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Changes of the tags of one object. An object carries one value of a type, except of type {@code label} (spec 04 API-81).
 */
record TagChanges(List<ObjectKey> removed, List<ObjectKey> added) {
    private static final String LABEL = "label";
    /** Types that may stand several times with R21.4 only, and names that set-tag uses itself (API-81, API-85). */
    private static final Set<String> UNFIT = Set.of("neutron_fwaas", "neutron_tag", "obj_type", "obj_uuid");

    static TagChanges of(Difference difference) {
        return new TagChanges(
                difference.removed().stream()
                        .filter(gone -> gone.field().equals(Reference.TAGS))
                        .map(gone -> new ObjectKey(ContrailTypes.TAG, gone.to()))
                        .toList(),
                difference.added().stream()
                        .filter(reference -> reference.field().equals(Reference.TAGS))
                        .map(Reference::to)
                        .toList());
    }

    /** Whether they are several, and of tags that set-tag can name. */
    boolean fitInOneRequest() {
        if (removed.size() + added.size() < 2
                || !Stream.concat(removed.stream(), added.stream()).allMatch(TagChanges::fits)) {
            return false;
        }
        var types = new TreeSet<String>();
        return added.stream().map(TagNames::typeOf).allMatch(type -> type.equals(LABEL) || types.add(type));
    }

    /** The body of set-tag: what becomes of each type. */
    ObjectNode byType() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (ObjectKey tag : removed) {
            String type = TagNames.typeOf(tag);
            if (type.equals(LABEL)) {
                labels(body).withArray("/delete_values").add(TagNames.valueOf(tag));
            } else {
                body.putNull(type);
            }
        }
        for (ObjectKey tag : added) {
            String type = TagNames.typeOf(tag);
            if (type.equals(LABEL)) {
                labels(body).withArray("/add_values").add(TagNames.valueOf(tag));
            } else {
                body.putObject(type).put("is_global", true).put("value", TagNames.valueOf(tag));
            }
        }
        return body;
    }

    private static ObjectNode labels(ObjectNode body) {
        return body.withObject('/' + LABEL).put("is_global", true);
    }

    /** A global tag with a value: an empty one is not found (API-84). */
    private static boolean fits(ObjectKey tag) {
        String name = tag.fqName().leaf();
        int equals = name.indexOf('=');
        return tag.fqName().parts().size() == 1
                && equals > 0
                && equals < name.length() - 1
                && !UNFIT.contains(TagNames.typeOf(tag));
    }
}
