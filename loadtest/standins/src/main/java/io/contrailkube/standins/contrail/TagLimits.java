package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** How many tags of a type an object may carry, whoever sets them (API-140, API-148). */
final class TagLimits {
    static final String FIELD = "tag_refs";

    private static final Set<String> MULTIPLE_OLD = Set.of("label");
    private static final Set<String> MULTIPLE_NEW = Set.of("label", "neutron_fwaas", "neutron_tag");

    private final World world;

    TagLimits(World world) {
        this.world = world;
    }

    boolean isMultiple(String tagType) {
        return (world.line().isNew() ? MULTIPLE_NEW : MULTIPLE_OLD).contains(tagType);
    }

    void check(Draft draft) {
        if (!draft.setsRefs(FIELD) || draft.refs(FIELD).isEmpty()) {
            return;
        }
        if (world.line().isNew()) {
            for (JsonNode sent : draft.sent().path(FIELD)) {
                if (!sent.has("to")) {
                    throw ApiError.keyError("to");
                }
            }
        }
        Set<String> seen = new HashSet<>();
        boolean labelsOnly = draft.type().name().equals("address-group");
        boolean unlimited =
                draft.type().name().equals("firewall-rule") || !world.line().isNew();
        for (String uuid : draft.refs(FIELD).keySet()) {
            ConfigObject tag = world.find("tag", uuid);
            String type = tag == null ? "" : tag.text(TagRules.TYPE);
            if (tag != null && labelsOnly && !type.equals("label")) {
                throw invalid(type);
            }
            if (tag != null && !unlimited && !isMultiple(type) && !seen.add(type)) {
                throw multiple(type);
            }
        }
    }

    static ApiError invalid(String type) {
        return ApiError.badRequest("Invalid tag type " + type + " for object type address-group");
    }

    static ApiError multiple(String type) {
        return ApiError.badRequest("Tag type '" + type + "' cannot be set multiple times on a same object");
    }
}
