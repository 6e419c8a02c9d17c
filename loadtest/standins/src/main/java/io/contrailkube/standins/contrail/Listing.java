package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.ListQuery.Anchors;
import io.contrailkube.standins.contrail.ListQuery.Page;
import io.contrailkube.standins.contrail.ListQuery.ParentName;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists of one type (spec 04 section 7). */
final class Listing {
    private final World world;
    private final Reading reading;

    Listing(World world, Reading reading) {
        this.world = world;
        this.reading = reading;
    }

    ObjectNode list(TypeSchema type, ListQuery query, Links links) {
        Filters filters = Filters.parse(type, query.filters());
        Collection<ConfigObject> found = filters.select(anchored(type, query.anchors()));
        ObjectNode answer = Json.object();
        if (query.form().count()) {
            answer.putObject(type.plural()).put("count", found.size());
            return answer;
        }
        ArrayNode list = answer.putArray(type.plural());
        Page page = query.page();
        if (page == null) {
            found.forEach(object -> list.add(entry(object, query, links)));
            return answer;
        }
        boolean whole = query.anchors().isWhole();
        ConfigObject last = null;
        for (ConfigObject object : page(found, page, whole)) {
            list.add(entry(object, query, links));
            last = object;
        }
        boolean more = last != null && list.size() == page.limit();
        answer.put("marker", !more || last == null ? null : whole ? Store.marker(last) : last.uuid());
        return answer;
    }

    private ObjectNode entry(ConfigObject object, ListQuery query, Links links) {
        Links shown = query.form().hrefs() ? links : null;
        Set<String> fields = query.form().fields();
        if (query.form().detail()) {
            return Json.object(object.type().name(), reading.detail(object, fields, shown));
        }
        return fields.isEmpty() ? Reading.brief(object, shown) : reading.entry(object, fields, shown);
    }

    /** The whole collection is paged by name, anything narrower by uuid (API-62). */
    private static List<ConfigObject> page(Collection<ConfigObject> found, Page page, boolean whole) {
        String marker = page.marker();
        String uuid = marker.substring(marker.lastIndexOf(':') + 1);
        boolean fits = whole ? marker.indexOf(':') > 0 : marker.equals(uuid);
        if (!marker.isEmpty() && !(fits && Uuids.isCanonical(uuid))) {
            throw ApiError.badRequest("Invalid page_marker " + marker);
        }
        TreeMap<String, ConfigObject> ordered = new TreeMap<>();
        found.forEach(object -> ordered.put(whole ? Store.marker(object) : object.uuid(), object));
        return ordered.tailMap(marker, false).values().stream()
                .limit(page.limit())
                .toList();
    }

    private Collection<ConfigObject> anchored(TypeSchema type, Anchors anchors) {
        if (anchors.isWhole()) {
            return world.store().all(type).values();
        }
        List<Set<ConfigObject>> narrowed = new ArrayList<>();
        if (anchors.parents() != null) {
            narrowed.add(children(type, anchors.parents()));
        }
        if (anchors.parentName() != null) {
            narrowed.add(children(type, named(type, anchors.parentName())));
        }
        if (anchors.referred() != null) {
            narrowed.add(referring(type, anchors.referred()));
        }
        Set<ConfigObject> given = given(type, anchors);
        if (narrowed.isEmpty()) {
            return given == null ? Set.of() : given;
        }
        Set<ConfigObject> found = narrowed.get(0);
        for (Set<ConfigObject> other : narrowed.subList(1, narrowed.size())) {
            combine(found, other);
        }
        if (given != null) {
            found.retainAll(given);
        }
        return found;
    }

    /** Both anchors, or in R5.0 either (API-61). */
    private void combine(Set<ConfigObject> found, Set<ConfigObject> other) {
        if (world.line().isNew()) {
            found.retainAll(other);
        } else {
            found.addAll(other);
        }
    }

    private @Nullable Set<ConfigObject> given(TypeSchema type, Anchors anchors) {
        if (anchors.uuids() == null && anchors.fqNames() == null) {
            return null;
        }
        Set<ConfigObject> found = new LinkedHashSet<>();
        for (String uuid : anchors.uuids() == null ? List.<String>of() : anchors.uuids()) {
            add(found, type, world.store().find(uuid));
        }
        for (String name : anchors.fqNames() == null ? List.<String>of() : anchors.fqNames()) {
            add(found, type, world.store().find(type, name));
        }
        return found;
    }

    private static void add(Set<ConfigObject> found, TypeSchema type, @Nullable ConfigObject object) {
        if (object != null && object.type() == type) {
            found.add(object);
        }
    }

    private Set<ConfigObject> children(TypeSchema type, List<String> parents) {
        Set<ConfigObject> found = new LinkedHashSet<>();
        for (String uuid : parents) {
            ConfigObject parent = world.store().find(uuid);
            if (parent != null) {
                found.addAll(parent.children(type));
            }
        }
        return found;
    }

    private List<String> named(TypeSchema type, ParentName name) {
        List<String> types = name.type().isEmpty() ? type.parents() : List.of(name.type());
        List<String> found = new ArrayList<>();
        for (String parentType : types) {
            TypeSchema schema = world.schema().find(parentType);
            ConfigObject parent = schema == null ? null : world.store().find(schema, name.fqName());
            if (parent != null) {
                found.add(parent.uuid());
            }
        }
        return found;
    }

    private Set<ConfigObject> referring(TypeSchema type, List<String> referred) {
        Set<ConfigObject> found = new LinkedHashSet<>();
        for (String uuid : referred) {
            ConfigObject target = world.store().find(uuid);
            if (target == null) {
                continue;
            }
            found.addAll(target.referrers(type));
            RefSchema field = type.refTo(target.type());
            if (field != null && field.symmetric()) {
                target.refs(field.field())
                        .keySet()
                        .forEach(other -> add(found, type, world.store().find(other)));
            }
        }
        return found;
    }
}
