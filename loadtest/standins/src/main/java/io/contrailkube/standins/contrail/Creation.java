package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.ConfigObject.Identity;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** POST of a new object: the checks of spec 04 section 5 in their order, the first failure wins. */
final class Creation {
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final String MANDATORY = "loadbalancer_healthmonitor_properties";

    private final World world;
    private final Writes writes;
    private final SentRefs sentRefs;
    private final Quotas quotas;

    Creation(World world, Writes writes) {
        this.world = world;
        this.writes = writes;
        this.sentRefs = new SentRefs(world, "create");
        this.quotas = new Quotas(world);
    }

    /** {@code projectId} is the caller's project when it named one. */
    ConfigObject create(TypeSchema type, ObjectNode sent, @Nullable String projectId) {
        JsonNode name = sent.path("fq_name");
        if (Json.empty(name)) {
            throw ApiError.badRequest("Bad Request, no fq_name in POST body");
        }
        if (!name.isArray()) {
            throw ApiError.unforeseen();
        }
        List<String> fqName = Names.of(name);
        checkName(type, Names.last(fqName));
        checkProperties(type, sent);
        sentRefs.checkAttrs(type, sent);
        if (type.name().equals("tag")) {
            String formed = TagRules.form(sent);
            if (formed == null) {
                throw ApiError.badRequest("Tag must be created with a type and a value");
            }
            fqName = Names.child(Names.parent(fqName), formed);
        }
        ConfigObject namesake = world.store().find(type, fqName);
        if (namesake != null) {
            throw ApiError.conflict(world.python().list(fqName) + " already exists with uuid: " + namesake.uuid());
        }
        String parentType = parentType(type, sent, fqName);
        ConfigObject parent = parentType == null ? null : parent(type, parentType, fqName);
        checkParentUuid(sent, parentType);
        Draft draft = Draft.ofNew(new Identity(type, uuid(sent), fqName, parent), sent);
        fill(draft, sent);
        draft.set("perms2", perms(draft, sent, projectId));
        quotas.check(draft);
        return writes.create(
                draft, IdPerms.of(sent.path("id_perms"), world.clock().next()));
    }

    private static void checkName(TypeSchema type, String name) {
        if (CONTROL.matcher(name).find()) {
            throw ApiError.badRequest("Bad Request, name has invalid characters");
        }
        if (name.indexOf(':') >= 0 && !type.name().equals("route-target")) {
            throw ApiError.badRequest("Bad Request, name has invalid char : in it");
        }
    }

    private void checkProperties(TypeSchema type, ObjectNode sent) {
        for (PropertySchema property : type.properties().values()) {
            JsonNode value = sent.get(property.name());
            if (value != null) {
                JsonNode stored = sentRefs.property(property, value);
                if (stored != value) {
                    sent.set(property.name(), stored);
                }
            }
        }
        if (type.property(MANDATORY) != null && Json.empty(sent.get(MANDATORY))) {
            throw ApiError.badRequest("Bad property in create: " + MANDATORY + " is mandatory");
        }
    }

    private @Nullable String parentType(TypeSchema type, ObjectNode sent, List<String> fqName) {
        JsonNode given = sent.get("parent_type");
        List<String> allowed = type.parents();
        String parentType = Json.missing(given) || given == null ? null : given.asText();
        if (parentType != null && !allowed.contains(parentType)) {
            throw ApiError.badRequest("Invalid parent type: " + parentType + ". Allowed types: "
                    + world.python().list(allowed));
        }
        boolean root = allowed.contains(Schema.ROOT);
        if (parentType == null && allowed.size() > 1 && !(root && fqName.size() == 1)) {
            throw ApiError.badRequest("Missing parent type: None. Allowed types: "
                    + world.python().list(allowed));
        }
        boolean child = parentType != null && !parentType.equals(Schema.ROOT);
        boolean fits = child ? fqName.size() > 1 : !root || fqName.size() == 1;
        if (!fits) {
            throw ApiError.badRequest("Invalid fq-name an object "
                    + (child
                            ? "with parent-type should have more than 1 element"
                            : "without parent should have 1" + " element")
                    + ": " + world.python().list(fqName));
        }
        return child ? parentType : null;
    }

    private ConfigObject parent(TypeSchema type, String parentType, List<String> fqName) {
        List<String> path = Names.parent(fqName);
        TypeSchema schema = world.schema().find(parentType);
        ConfigObject parent = schema == null ? null : world.store().find(schema, path);
        if (parent == null) {
            String printed = world.python().list(path);
            throw type.name().equals("project")
                    ? ApiError.badRequest("Parent " + printed + " type " + parentType + " does not exist")
                    : ApiError.notFound("Name" + printed + " not found");
        }
        return parent;
    }

    /** A sent parent uuid serves for nothing but is looked up. */
    private void checkParentUuid(ObjectNode sent, @Nullable String parentType) {
        JsonNode uuid = sent.get("parent_uuid");
        if (uuid != null
                && !Json.empty(uuid)
                && parentType != null
                && world.store().find(uuid.asText()) == null) {
            throw ApiError.notFound("Parent " + parentType + " cannot be found: " + uuid.asText());
        }
    }

    private String uuid(ObjectNode sent) {
        JsonNode given = sent.get("uuid");
        if (given == null || Json.empty(given)) {
            return World.uuid();
        }
        String uuid = given.asText();
        Uuids.check(uuid);
        ConfigObject holder = world.store().find(uuid);
        if (holder != null) {
            throw ApiError.conflict(
                    uuid + " already exists with fq_name: " + world.python().list(holder.fqName()));
        }
        return uuid;
    }

    private void fill(Draft draft, ObjectNode sent) {
        for (PropertySchema property : draft.type().properties().values()) {
            JsonNode value = sent.get(property.name());
            if (value != null && !value.isNull() && !property.name().equals("id_perms")) {
                draft.set(property.name(), value);
            }
        }
        if (!draft.sets("display_name")) {
            draft.set("display_name", Json.text(Names.last(draft.identity().fqName())));
        }
        for (RefSchema field : draft.type().refs().values()) {
            JsonNode list = sent.get(field.field());
            if (list != null && !Json.empty(list)) {
                draft.setRefs(field.field(), sentRefs.byName(field, list));
            }
        }
    }

    private static ObjectNode perms(Draft draft, ObjectNode sent, @Nullable String projectId) {
        JsonNode given = sent.path("perms2");
        return Perms.completed(given, owner(draft, sent, projectId));
    }

    private static String owner(Draft draft, ObjectNode sent, @Nullable String projectId) {
        JsonNode uuid = sent.get("uuid");
        if (draft.type().name().equals("project") && uuid != null) {
            return uuid.isNull() ? "None" : draft.uuid().replace("-", "");
        }
        ConfigObject parent = draft.identity().parent();
        if (parent == null || parent.is("domain")) {
            return parent == null || projectId == null ? Perms.ADMIN : projectId;
        }
        return Perms.owner(parent);
    }
}
