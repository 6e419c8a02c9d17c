package io.contrailkube.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.Entry;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.SharedList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to change on an object, as it was read, so that it stands as desired; what others added is kept. The owner in
 * {@code perms2} is not compared: it is given at creation.
 *
 * @param properties new values, each as a whole, of the properties to be written; foreign fields and elements are in them
 * @param lists new values of reference fields that are ours as a whole, by field
 * @param added references to be added, or whose attribute has to be written again
 * @param removed references to be taken back
 * @param fixed properties and reference fields that differ although they cannot change; when there are any, nothing is to be written
 */
public record Difference(
        ObjectNode properties,
        Map<String, List<Reference>> lists,
        List<Reference> added,
        List<Removed> removed,
        SortedSet<String> fixed) {

    private static final String REFS = "_refs";

    /** A reference to be taken back. */
    public record Removed(String field, FqName to, String uuid) {}

    public boolean isEmpty() {
        return properties.isEmpty() && lists.isEmpty() && added.isEmpty() && removed.isEmpty() && fixed.isEmpty();
    }

    /**
     * @param actual content of the REST envelope as read
     * @param released claims held before and not any more, see {@link ContrailObject#claims()}
     */
    public static Difference between(ContrailObject desired, JsonNode actual, Set<String> released) {
        var added = new ArrayList<Reference>();
        var lists = new LinkedHashMap<String, List<Reference>>();
        var fixed = new TreeSet<String>();
        for (String field : desired.fixedFields()) {
            boolean stands = field.endsWith(REFS)
                    ? targets(actual.path(field)).equals(targets(desired, field))
                    : !desired.properties().has(field)
                            || Json.covers(
                                    actual.path(field), desired.properties().get(field));
            if (!stands) {
                fixed.add(field);
            }
        }
        for (String field : desired.wholeFields()) {
            boolean same = targets(actual.path(field)).equals(targets(desired, field))
                    && references(desired, field).stream().allMatch(wanted -> stands(desired, wanted, actual));
            if (!same && !desired.fixedFields().contains(field)) {
                lists.put(field, references(desired, field));
            }
        }
        for (Reference reference : desired.references()) {
            boolean single = !desired.wholeFields().contains(reference.field())
                    && !desired.fixedFields().contains(reference.field());
            if (single && !stands(desired, reference, actual)) {
                added.add(reference);
            }
        }
        return new Difference(properties(desired, actual, released), lists, added, removed(actual, released), fixed);
    }

    /** What is to be taken back from an object that is not ours. */
    public static Difference withdrawal(JsonNode actual, Set<String> claims) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        mergeLists(properties, List.of(), actual, claims);
        return new Difference(properties, Map.of(), List.of(), removed(actual, claims), new TreeSet<>());
    }

    private static ObjectNode properties(ContrailObject desired, JsonNode actual, Set<String> released) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        desired.properties().properties().forEach(property -> {
            JsonNode stands = actual.path(property.getKey());
            boolean fixed = desired.fixedFields().contains(property.getKey());
            if (!fixed
                    && (!Json.covers(stands, property.getValue()) || Json.spellsNumbers(stands, property.getValue()))) {
                changed.set(property.getKey(), Json.merge(stands, property.getValue()));
            }
        });
        mergeLists(changed, desired.entries(), actual, released);
        return changed;
    }

    /** Puts the lists in which an element of ours is missing, wrong or no longer wanted into {@code changed}. */
    private static void mergeLists(ObjectNode changed, List<Entry> entries, JsonNode actual, Set<String> released) {
        for (SharedList list : SharedList.values()) {
            Map<String, ObjectNode> wanted = new LinkedHashMap<>();
            entries.stream()
                    .filter(entry -> entry.list() == list)
                    .forEach(entry -> wanted.put(list.idOf(entry.value()), entry.value()));
            JsonNode property =
                    changed.has(list.property()) ? changed.get(list.property()) : actual.path(list.property());
            ArrayNode elements = merged(list, property.path(list.wrapper()), wanted, released);
            if (elements != null) {
                ObjectNode whole = property.isObject() ? property.deepCopy() : JsonNodeFactory.instance.objectNode();
                whole.set(list.wrapper(), elements);
                changed.set(list.property(), whole);
            }
        }
    }

    /** The list as it has to be, or null if it is so already. */
    private static @Nullable ArrayNode merged(
            SharedList list, JsonNode standing, Map<String, ObjectNode> wanted, Set<String> released) {
        var missing = new LinkedHashMap<>(wanted);
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        boolean changed = false;
        for (JsonNode element : standing) {
            ObjectNode ours = wanted.get(list.idOf(element));
            if (ours == null) {
                boolean drop = released.contains(list.claim(element));
                changed |= drop;
                if (!drop) {
                    result.add(element);
                }
            } else if (missing.remove(list.idOf(element)) == null) {
                changed = true; // a second copy of an element of ours
            } else if (list.keepsExtraFields()) {
                result.add(Json.merge(element, ours));
                changed |= !Json.covers(element, ours);
            } else {
                result.add(ours);
                changed |= !Json.covers(element, ours) || !Json.covers(ours, element);
            }
        }
        missing.values().forEach(result::add);
        return changed || !missing.isEmpty() ? result : null;
    }

    private static List<Removed> removed(JsonNode actual, Set<String> released) {
        var removed = new ArrayList<Removed>();
        actual.properties().forEach(field -> {
            if (field.getKey().endsWith(REFS) && field.getValue().isArray()) {
                field.getValue().forEach(reference -> {
                    FqName to = name(reference);
                    if (released.contains(field.getKey() + '/' + to)) {
                        removed.add(new Removed(
                                field.getKey(), to, reference.path("uuid").asText()));
                    }
                });
            }
        });
        removed.sort(Comparator.comparing(Removed::field).thenComparing(Removed::to));
        return removed;
    }

    private static boolean stands(ContrailObject desired, Reference wanted, JsonNode actual) {
        for (JsonNode reference : actual.path(wanted.field())) {
            if (name(reference).equals(wanted.to().fqName())) {
                // The server fills attributes of fixed references in: what it says of them is not compared.
                return wanted.attr() == null
                        || desired.fixedFields().contains(wanted.field())
                        || Json.covers(reference.path("attr"), wanted.attr());
            }
        }
        return false;
    }

    private static List<Reference> references(ContrailObject desired, String field) {
        return desired.references().stream()
                .filter(reference -> reference.field().equals(field))
                .toList();
    }

    private static Set<FqName> targets(ContrailObject desired, String field) {
        var names = new HashSet<FqName>();
        references(desired, field).forEach(reference -> names.add(reference.to().fqName()));
        return names;
    }

    private static Set<FqName> targets(JsonNode references) {
        var names = new HashSet<FqName>();
        references.forEach(reference -> names.add(name(reference)));
        return names;
    }

    private static FqName name(JsonNode reference) {
        var parts = new ArrayList<String>();
        reference.path("to").forEach(part -> parts.add(part.asText()));
        return parts.isEmpty() ? FqName.of("ERROR") : new FqName(parts);
    }
}
