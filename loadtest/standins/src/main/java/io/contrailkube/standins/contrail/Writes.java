package io.contrailkube.standins.contrail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates, changes and deletes objects under the rules of their types; a refused write leaves nothing behind. */
final class Writes {
    private final World world;
    private final Making making;
    private final RuleBook rules;
    private final TagLimits tags;

    Writes(World world, Making making, RuleBook rules) {
        this.world = world;
        this.making = making;
        this.rules = rules;
        this.tags = new TagLimits(world);
    }

    ConfigObject create(Draft draft, IdPerms idPerms) {
        TypeRules own = rules.of(draft.type());
        try {
            tags.check(draft);
            own.create(draft);
        } catch (RuntimeException refused) {
            draft.rollBack();
            throw refused;
        }
        ConfigObject object = making.insert(draft, idPerms);
        own.created(object);
        return object;
    }

    void update(Draft draft, ConfigObject object) {
        check(draft);
        making.apply(draft, object);
    }

    /** The rules alone, for writes that are not of whole properties. */
    void check(Draft draft) {
        try {
            tags.check(draft);
            rules.of(draft.type()).update(draft);
        } catch (RuntimeException refused) {
            draft.rollBack();
            throw refused;
        }
    }

    void delete(ConfigObject object, Links links) {
        refuseParent(object, links);
        refuseReferred(object, links);
        rules.of(object.type()).delete(object);
        world.store().remove(object);
        rules.of(object.type()).deleted(object);
    }

    private static void refuseParent(ConfigObject object, Links links) {
        Set<String> derived = object.type().derived().children();
        for (Map.Entry<TypeSchema, Set<ConfigObject>> children : object.children.entrySet()) {
            TypeSchema type = children.getKey();
            if (derived.contains(type.name())) {
                continue;
            }
            List<String> blocking = new ArrayList<>();
            for (ConfigObject child : children.getValue()) {
                if (!child.name().equals("default-" + type.name())
                        && !child.name().equals("draft-policy-management")) {
                    blocking.add(links.to(child));
                }
            }
            refuse("Delete when children still present: ", blocking);
        }
    }

    private static void refuseReferred(ConfigObject object, Links links) {
        Set<String> derived = object.type().derived().referrers();
        for (Map.Entry<TypeSchema, Set<ConfigObject>> referrers : object.referrers.entrySet()) {
            TypeSchema type = referrers.getKey();
            TypeSchema.RefSchema field = type.refTo(object.type());
            if (derived.contains(type.name()) || field == null) {
                continue;
            }
            List<String> blocking = new ArrayList<>();
            for (ConfigObject referrer : referrers.getValue()) {
                Ref ref = referrer.refs(field.field()).get(object.uuid());
                if (ref != null && !ref.relaxed()) {
                    blocking.add(links.to(referrer));
                }
            }
            refuse("Delete when resource still referred: ", blocking);
        }
    }

    /** One blocking type is listed, not all (API-37). */
    private static void refuse(String text, List<String> blocking) {
        if (!blocking.isEmpty()) {
            throw ApiError.conflict(text + "['" + String.join("', '", blocking) + "']");
        }
    }
}
