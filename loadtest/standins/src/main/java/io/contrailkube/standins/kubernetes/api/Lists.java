package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Query;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Expired;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Snapshot;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Lists: pages of one consistent state, at the revision that was asked for. */
final class Lists {
    private final ObjectStore store;

    Lists(ObjectStore store) {
        this.store = store;
    }

    /** Where the next page goes on: the revision of the first page and the last key of this one. */
    private record Token(long revision, String after) {
        String encoded() {
            ObjectNode json =
                    Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", after);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
        }

        static Token decode(String text) {
            try {
                ObjectNode json = Json.read(Base64.getUrlDecoder().decode(text));
                return new Token(json.path("rv").asLong(), json.path("start").asText());
            } catch (RuntimeException e) {
                throw ApiFailure.badRequest("continue key is not valid: " + e.getMessage());
            }
        }
    }

    Reply list(ApiPath path, Request request) {
        Query query = request.query();
        Selector selector = Selector.of(path, query);
        Rendering rendering = Rendering.of(request, path.type());
        int limit = (int) Math.min(Integer.MAX_VALUE, number(query, "limit", 0));
        String token = query.first("continue", "");
        Token from = token.isEmpty() ? new Token(-1, "") : Token.decode(token);
        Snapshot snapshot = token.isEmpty() ? first(path, query, limit) : following(path, from);
        Snapshot.Page page =
                snapshot.page(path.namespace(), from.after(), limit == 0 ? Integer.MAX_VALUE : limit, selector);

        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(snapshot.revision()));
        if (page.more()) {
            metadata.put("continue", new Token(snapshot.revision(), page.last()).encoded());
            if (selector.all()) {
                metadata.put("remainingItemCount", snapshot.countAfter(path.namespace(), page.last()));
            }
        }
        return new ListBody(rendering, metadata, page.objects()).reply();
    }

    private Snapshot first(ApiPath path, Query query, int limit) {
        long asked = revision(query);
        boolean exact = query.first("resourceVersionMatch", "").equals("Exact");
        if (query.has("resourceVersionMatch") && asked < 0) {
            throw ApiFailure.badRequest("resourceVersionMatch is forbidden unless resourceVersion is provided");
        }
        if (asked > store.revision()) {
            throw ApiFailure.of(
                    504, "Timeout", "Too large resource version: " + asked + ", current: " + store.revision());
        }
        if (!exact) {
            return limit > 0 ? store.remembered(path.stored()) : store.latest(path.stored());
        }
        try {
            return store.at(path.stored(), asked);
        } catch (Expired e) {
            throw ApiFailure.expired(String.valueOf(e.getMessage()));
        }
    }

    private Snapshot following(ApiPath path, Token from) {
        try {
            return store.at(path.stored(), from.revision());
        } catch (Expired e) {
            throw ApiFailure.expired("The provided continue parameter is too old to display a consistent list result."
                    + " You must start a new list without the continue parameter.");
        }
    }

    /** The revision a query asks for, -1 when it does not say. */
    static long revision(Query query) {
        return query.first("resourceVersion", "").isEmpty() ? -1 : number(query, "resourceVersion", -1);
    }

    static long number(Query query, String key, long absent) {
        String text = query.first(key, "");
        try {
            return text.isEmpty() ? absent : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest(key + ": Invalid value: \"" + text + "\": strconv.ParseUint: parsing \"" + text
                    + "\": invalid syntax");
        }
    }

    Stored get(ApiPath path) {
        Stored found = store.get(path.stored(), path.namespace(), path.name());
        if (found == null) {
            throw ApiFailure.notFound(path.type(), path.name());
        }
        return found;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
