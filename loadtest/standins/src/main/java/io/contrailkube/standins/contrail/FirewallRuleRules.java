package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** firewall-rule: service, endpoints, match tags, and the fields computed from them (API-142 to API-146). */
final class FirewallRuleRules implements TypeRules {
    private static final String SERVICE = "service";
    private static final String MATCH = "match_tags";
    private static final String MATCH_TYPES = "match_tag_types";
    private static final String GROUPS = "address_group_refs";
    private static final List<String> ENDPOINTS = List.of("endpoint_1", "endpoint_2");
    private static final List<String> KINDS = List.of("tags", "address_group", "virtual_network", "subnet", "any");
    private static final String GLOBAL = "global:";
    private static final int APPLICATION = 1;

    private final World world;

    FirewallRuleRules(World world) {
        this.world = world;
    }

    @Override
    public void create(Draft draft) {
        refuseComputed(draft);
        boolean service = !Json.empty(draft.property(SERVICE));
        boolean groups = !draft.refs("service_group_refs").isEmpty();
        if (service == groups) {
            throw ApiError.badRequest(
                    "Firewall Rule requires at least 'service' property or Service Group references(s)");
        }
        complete(draft, true);
    }

    @Override
    public void update(Draft draft) {
        refuseComputed(draft);
        boolean service = !Json.empty(draft.property(SERVICE));
        boolean groups = !draft.refs("service_group_refs").isEmpty();
        boolean touched = draft.sets(SERVICE) || draft.setsRefs("service_group_refs");
        if (touched && service == groups) {
            throw ApiError.badRequest("Firewall Rule cannot have both defined 'service' property and Service Group "
                    + "reference(s), or none");
        }
        complete(draft, false);
    }

    private static void refuseComputed(Draft draft) {
        for (String computed : new String[] {TagLimits.FIELD, GROUPS}) {
            if (!Json.empty(draft.sent().get(computed))) {
                throw ApiError.badRequest("Firewall Rule " + computed + " cannot be set: it is computed");
            }
        }
        if (!Json.empty(draft.sent().get(MATCH_TYPES))) {
            throw ApiError.badRequest("Firewall Rule match_tag_types cannot be set: it is computed");
        }
    }

    private void complete(Draft draft, boolean isNew) {
        if (draft.sets(SERVICE) && draft.property(SERVICE) instanceof ObjectNode service) {
            identify(world.line(), service);
        }
        if (isNew || draft.sets(MATCH)) {
            match(draft);
        }
        if (isNew || ENDPOINTS.stream().anyMatch(draft::sets)) {
            endpoints(draft);
        }
    }

    /** The number of the protocol beside its name. */
    static void identify(Line line, ObjectNode service) {
        if (!Json.empty(service.get("protocol"))) {
            service.put(
                    "protocol_id", Protocols.id(line, service.get("protocol").asText()));
        }
    }

    private void match(Draft draft) {
        ArrayNode types = Json.array();
        if (!draft.sets(MATCH)) {
            types.add(APPLICATION);
        }
        for (JsonNode name : draft.property(MATCH).path("tag_list")) {
            ConfigObject type = world.find("tag-type", List.of(name.asText()));
            if (name.asText().equals("label")) {
                throw ApiError.badRequest("labels not allowed as match-tags");
            }
            if (type == null) {
                throw ApiError.notFound("Unknown id: tag-type " + name.asText());
            }
            types.add(TagTypeRules.id(type));
        }
        draft.set(MATCH_TYPES, Json.object("tag_type", types));
    }

    private void endpoints(Draft draft) {
        Map<String, Ref> tags = new LinkedHashMap<>();
        Map<String, Ref> groups = new LinkedHashMap<>();
        for (String field : ENDPOINTS) {
            JsonNode endpoint = draft.property(field);
            if (!(endpoint instanceof ObjectNode)) {
                continue;
            }
            ObjectNode completed = endpoint.deepCopy();
            if (KINDS.stream().filter(kind -> !Json.empty(completed.get(kind))).count() > 1) {
                throw ApiError.badRequest("Endpoint is limited to only one endpoint type at a time");
            }
            ArrayNode ids = Json.array();
            for (JsonNode name : completed.path("tags")) {
                ConfigObject tag = tag(draft, name.asText());
                tags.put(tag.uuid(), Ref.to(tag.uuid()));
                ids.add(Integer.toUnsignedLong(TagRules.id(tag)));
            }
            completed.set("tag_ids", ids);
            if (!Json.empty(completed.get("address_group"))) {
                ConfigObject group = group(completed.get("address_group").asText());
                groups.put(group.uuid(), Ref.to(group.uuid()));
            }
            draft.set(field, completed);
        }
        draft.setRefs(TagLimits.FIELD, tags);
        draft.setRefs(GROUPS, groups);
    }

    private ConfigObject tag(Draft draft, String name) {
        boolean global = name.startsWith(GLOBAL);
        String pair = global ? name.substring(GLOBAL.length()) : name;
        if (!pair.contains("=")) {
            throw ApiError.notFound("Invalid tag name '" + name + "'");
        }
        ConfigObject parent = draft.identity().parent();
        ConfigObject project = parent;
        while (project != null && !project.is("project")) {
            project = project.parent();
        }
        List<String> path = global || project == null ? List.of(pair) : Names.child(project.fqName(), pair);
        ConfigObject tag = world.find("tag", path);
        if (tag == null) {
            throw ApiError.notFound("Unknown id: tag " + String.join(":", path));
        }
        return tag;
    }

    private ConfigObject group(String name) {
        ConfigObject group = world.find("address-group", Names.ofColons(name));
        if (group == null) {
            throw ApiError.notFound(
                    "No address-group object found for " + world.python().list(Names.ofColons(name)));
        }
        return group;
    }
}
