package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls that are not of one collection or object, by path. */
final class Actions {
    private static final String MODE = "no-auth";

    private final World world;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    /** One call: the name under which the home page lists it, its method, and what it does. */
    private record Action(String name, String method, Function<Request, Reply.Full> call) {}

    Actions(World world, Writes writes, Making making, Listing listing) {
        this.world = world;
        RefUpdates refs = new RefUpdates(world, writes);
        PropertyCollections collections = new PropertyCollections(world, writes, making);
        SetTag tags = new SetTag(world, writes);
        NamesAndKeys names = new NamesAndKeys(world);
        Ownership ownership = new Ownership(world, making);
        post("name-to-id", "/fqname-to-id", names::idOf);
        post("id-to-name", "/id-to-fqname", names::nameOf);
        post("useragent-keyvalue", "/useragent-kv", names::keyValue);
        post("ref-update", "/ref-update", refs::update);
        post("ref-relax-for-delete", "/ref-relax-for-delete", refs::relax);
        post("prop-collection-update", "/prop-collection-update", nothing(collections::update));
        post("set-tag", "/set-tag", emptyObject(tags::set));
        post("chown", "/chown", emptyObject(ownership::chown));
        post("chmod", "/chmod", emptyObject(ownership::chmod));
        put("list-bulk-collection", "/list-bulk-collection", "POST", request -> Answers.json(bulk(listing, request)));
        put("prop-collection-get", "/prop-collection-get", "GET", r -> Answers.json(collections.get(r.query())));
        put("obj-perms", "/obj-perms", "GET", request -> Answers.json(permissions()));
        put(
                "aaa-mode",
                "/aaa-mode",
                "GET",
                request -> Answers.json(Json.object().put("aaa-mode", MODE)));
    }

    private void post(String name, String path, Function<ObjectNode, @Nullable ObjectNode> call) {
        put(name, path, "POST", request -> {
            ObjectNode answer = call.apply(Calls.object(Calls.body(request)));
            return answer == null ? Answers.empty() : Answers.json(answer);
        });
    }

    private void put(String name, String path, String method, Function<Request, Reply.Full> call) {
        actions.put(path, new Action(name, method, call));
    }

    private static Function<ObjectNode, @Nullable ObjectNode> nothing(Consumer<ObjectNode> call) {
        return body -> {
            call.accept(body);
            return null;
        };
    }

    private static Function<ObjectNode, @Nullable ObjectNode> emptyObject(Consumer<ObjectNode> call) {
        return body -> {
            call.accept(body);
            return Json.object();
        };
    }

    private ObjectNode bulk(Listing listing, Request request) {
        ObjectNode body = Calls.object(Calls.body(request));
        TypeSchema type = Calls.type(world, body.get("type"));
        return listing.list(type, ListQuery.of(body), Links.of(request));
    }

    private static ObjectNode permissions() {
        ObjectNode answer = Json.object();
        answer.putNull("token_info");
        return answer.put("is_cloud_admin_role", false)
                .put("is_global_read_only_role", false)
                .put("permissions", "RWX");
    }

    /** Null when the path is no action. */
    @Nullable
    Reply perform(Request request) {
        Action action = actions.get(request.path());
        if (action == null) {
            return null;
        }
        boolean head = action.method().equals("GET") && request.method().equals("HEAD");
        if (request.path().equals("/aaa-mode") && request.method().equals("PUT")) {
            throw ApiError.unforeseen(); // needs keystone
        }
        if (!head && !action.method().equals(request.method())) {
            throw new ApiError(405, "Method not allowed.");
        }
        return action.call().apply(request);
    }

    /** The home page, from which clients build their URLs (API-94). */
    ObjectNode home(Links links) {
        ObjectNode home = Json.object().put("href", links.base());
        ArrayNode list = home.putArray("links");
        link(list, links, "/", "config-root", "root", "GET");
        for (TypeSchema type : world.schema().types()) {
            link(list, links, "/" + type.plural(), type.name(), "collection", "GET");
            link(list, links, "/" + type.name(), type.name(), "resource-base", "GET");
        }
        actions.forEach((path, action) -> link(list, links, path, action.name(), "action", action.method()));
        for (String call : new String[] {"ip-alloc", "ip-free", "subnet-ip-count"}) {
            link(list, links, "/virtual-network/%s/" + call, "virtual-network-" + call, "action", "POST");
        }
        return home;
    }

    private static void link(ArrayNode list, Links links, String path, String name, String rel, String method) {
        list.addObject()
                .putObject("link")
                .put("rel", rel)
                .put("href", links.base() + path)
                .put("name", name)
                .put("method", method);
    }
}
