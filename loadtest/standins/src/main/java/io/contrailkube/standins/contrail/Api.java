package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.ContrailOptions.Choice;
import io.contrailkube.standins.contrail.ContrailOptions.Habits;
import io.contrailkube.standins.contrail.Reading.Selection;
import io.contrailkube.standins.http.Query;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of collections and objects; every call runs alone under one lock, as in the single loop upstream (API-150). */
final class Api {
    private final World world;
    private final Reading reading;
    private final Listing listing;
    private final Writes writes;
    private final Actions actions;
    private final Creation creation;
    private final Updating updating;
    private final NetworkCalls networkCalls;
    private final RuleBook rules;
    private final SentKeys keys;
    private final Map<String, TypeSchema> collections = new HashMap<>();

    Api(World world, Habits habits) {
        this.world = world;
        Making making = new Making(world);
        this.rules = new RuleBook(world, making);
        this.writes = new Writes(world, making, rules);
        this.reading = new Reading(world);
        this.listing = new Listing(world, reading);
        this.actions = new Actions(world, writes, making, listing);
        this.creation = new Creation(world, writes);
        this.updating = new Updating(world, writes);
        this.keys = new SentKeys(habits.has(Choice.STRICT));
        this.networkCalls = new NetworkCalls(world);
        world.schema().types().forEach(type -> collections.put(type.plural(), type));
        new InitialObjects(world, making).make(habits.has(Choice.SERVICE_APPLIANCE_SETS));
    }

    /** Answers; refusals are thrown. */
    Reply serve(Request request) {
        String path = request.path();
        if (path.equals("/")) {
            return Answers.json(actions.home(Links.of(request)));
        }
        Reply acted = actions.perform(request);
        if (acted != null) {
            return acted;
        }
        String[] parts = path.substring(1).split("/", -1);
        TypeSchema collection = collections.get(parts[0]);
        TypeSchema single = world.schema().exact(parts[0]);
        if (parts.length == 1 && collection != null) {
            return collection(collection, request);
        }
        if (parts.length == 2 && single != null && !parts[1].isEmpty()) {
            return object(single, parts[1], request);
        }
        if (parts.length == 3 && single != null && single.name().equals("virtual-network")) {
            Reply answered = network(parts[1], parts[2], request);
            if (answered != null) {
                return answered;
            }
        }
        throw ApiError.notFound("Not found: '" + path + "'");
    }

    private Reply collection(TypeSchema type, Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> Answers.json(listing.list(type, ListQuery.of(request.query()), Links.of(request)));
            case "POST" -> create(type, request);
            default -> throw new ApiError(405, "Method not allowed.");
        };
    }

    private Reply object(TypeSchema type, String uuid, Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> read(type, uuid, request);
            case "PUT" -> update(type, uuid, request);
            case "DELETE" -> {
                writes.delete(find(type, uuid, "ID " + uuid + " does not exist"), Links.of(request));
                yield Answers.empty();
            }
            default -> throw new ApiError(405, "Method not allowed.");
        };
    }

    private @Nullable Reply network(String uuid, String call, Request request) {
        if (!Set.of("ip-alloc", "ip-free", "subnet-ip-count").contains(call)) {
            return null;
        }
        if (!request.method().equals("POST")) {
            throw new ApiError(405, "Method not allowed.");
        }
        ObjectNode body = Calls.object(Calls.body(request));
        if (call.equals("ip-free")) {
            networkCalls.free(uuid, body);
            return Answers.empty();
        }
        return Answers.json(
                call.equals("ip-alloc") ? networkCalls.allocate(uuid, body) : networkCalls.count(uuid, body));
    }

    private ConfigObject find(TypeSchema type, String uuid, String unknown) {
        ConfigObject object = world.store().find(uuid);
        if (object == null) {
            throw ApiError.notFound(unknown);
        }
        if (object.type() != type) {
            throw ApiError.notFound("No " + type + " object found for id " + uuid);
        }
        return object;
    }

    private Reply create(TypeSchema type, Request request) {
        ObjectNode sent = envelope(type, Calls.object(Calls.body(request)));
        keys.check(type, sent);
        ConfigObject made = creation.create(type, sent, request.headers().first("X-Project-Id"));
        Links links = Links.of(request);
        ObjectNode identity = Json.object().put("name", made.name());
        identity.set("fq_name", made.fqNameNode());
        identity.put("uuid", made.uuid()).put("href", links.to(made));
        ConfigObject parent = made.parent();
        if (parent != null) {
            identity.put("parent_type", parent.type().name())
                    .put("parent_uuid", parent.uuid())
                    .put("parent_href", links.to(parent));
        }
        return answer(type, identity);
    }

    private static ObjectNode envelope(TypeSchema type, ObjectNode body) {
        if (body.get(type.name()) instanceof ObjectNode sent) {
            return sent;
        }
        throw ApiError.keyError(type.name());
    }

    private static Reply.Full answer(TypeSchema type, ObjectNode object) {
        return Answers.json(Json.object(type.name(), object));
    }

    /** A body that is no JSON, or an envelope without keys, changes nothing and is fine (API-5, API-6). */
    private Reply update(TypeSchema type, String uuid, Request request) {
        JsonNode body = Calls.body(request);
        if (body == null || Json.empty(body)) {
            return Answers.empty();
        }
        ObjectNode sent = envelope(type, Calls.object(body));
        if (sent.isEmpty()) {
            return Answers.empty();
        }
        ConfigObject object = world.store().find(uuid);
        if (object == null || object.type() != type) {
            throw ApiError.notFound("Unknown id: " + uuid);
        }
        keys.check(type, sent);
        updating.update(object, sent);
        return answer(
                type,
                Json.object().put("uuid", uuid).put("href", Links.of(request).to(object)));
    }

    private Reply read(TypeSchema type, String uuid, Request request) {
        ConfigObject object = find(type, uuid, "Unknown id: " + uuid);
        if (object.is("project")) {
            rules.projects().link(object);
        }
        String tag = object.idPerms().modified();
        String known = request.headers().first("If-None-Match", "").replace("\"", "");
        if (known.equals(tag)) {
            return Answers.notModified();
        }
        Query query = request.query();
        Selection selection = new Selection(
                query.has("fields") ? ListQuery.fields(query.first("fields")) : null,
                !query.has("exclude_back_refs"),
                !query.has("exclude_children"),
                query.has("exclude_hrefs") ? null : Links.of(request));
        return answer(type, reading.object(object, selection)).header("Etag", "\"" + tag + "\"");
    }

    /** Every object of every type by its colon name, for demonstrations and tests. */
    ObjectNode dump() {
        ObjectNode all = Json.object();
        for (TypeSchema type : world.schema().types()) {
            if (world.store().all(type).isEmpty()) {
                continue;
            }
            ObjectNode same = all.putObject(type.name());
            for (ConfigObject object : world.store().all(type).values()) {
                same.set(object.colonName(), reading.detail(object, Set.of(), null));
            }
        }
        return all;
    }
}
