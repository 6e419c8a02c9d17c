package io.contrailkube.node.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.ContrailStandin;
import io.contrailkube.standins.http.LoggedRequest;
import io.contrailkube.standins.kubernetes.cluster.ClusterPlay;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Contrail as an operator sees it, and the log of what the controller asked of it. Names are joined by colons. */
final class Contrail {
    private static final Pattern READ_BY_POST = Pattern.compile("/(fqname-to-id|id-to-fqname|list-bulk-collection)");
    private static final Set<String> OTHERS = Set.of(Web.OPERATOR, ClusterPlay.CLIENT);
    private final ContrailStandin server;

    Contrail(ContrailStandin server) {
        this.server = server;
    }

    /** A request of the controller that was meant to change something. */
    record Write(String method, String path, String body, int status) {
        @Override
        public String toString() {
            String shown = body.length() > 160 ? body.substring(0, 160) + "..." : body;
            return method + ' ' + path + " -> " + status + ' ' + shown;
        }
    }

    URI uri() {
        return server.uri();
    }

    boolean has(String type, String name) {
        return !find(type, name).isMissingNode();
    }

    /** The object; missing if there is none. */
    JsonNode find(String type, String name) {
        Web.Answer id =
                Web.post(uri().resolve("/fqname-to-id"), "{\"type\":\"" + type + "\",\"fq_name\":" + parts(name) + '}');
        if (id.status() == 404) {
            return MissingNode.getInstance();
        }
        Web.Answer object = Web.get(
                uri().resolve('/' + type + '/' + id.orFail().body().path("uuid").asText()));
        return object.status() == 404
                ? MissingNode.getInstance()
                : object.orFail().body().path(type);
    }

    JsonNode get(String type, String name) {
        JsonNode object = find(type, name);
        assertThat(object.isMissingNode()).as("%s %s is missing", type, name).isFalse();
        return object;
    }

    String uuid(String type, String name) {
        return get(type, name).path("uuid").asText();
    }

    /** Names of what an object refers to, in order. */
    List<String> references(String type, String name, String field) {
        var names = new ArrayList<String>();
        get(type, name).path(field).forEach(ref -> names.add(joined(ref.path("to"))));
        return names;
    }

    SortedMap<String, String> annotations(String type, String name) {
        var map = new TreeMap<String, String>();
        get(type, name)
                .at("/annotations/key_value_pair")
                .forEach(pair ->
                        map.put(pair.path("key").asText(), pair.path("value").asText()));
        return map;
    }

    /** Names and uuids of all objects of a type. */
    SortedMap<String, String> all(String type) {
        var found = new TreeMap<String, String>();
        Web.get(uri().resolve('/' + type + 's'))
                .orFail()
                .body()
                .path(type + 's')
                .forEach(each -> found.put(
                        joined(each.path("fq_name")), each.path("uuid").asText()));
        return found;
    }

    /** @param more further fields, e.g. {@code network_ipam_refs: []} */
    String create(String type, String name, String parent, String more) {
        String body = "{'" + type + "': {'fq_name': " + parts(name) + ", 'parent_type': '" + parent + "'"
                + (more.isEmpty() ? "" : ", " + more) + "}}";
        Web.Answer made =
                Web.post(uri().resolve('/' + type + 's'), Web.json(body).toString());
        return made.orFail().body().path(type).path("uuid").asText();
    }

    void update(String type, String name, String fields) {
        ObjectNode body = (ObjectNode) Web.json("{'" + type + "': {" + fields + "}}");
        Web.call("PUT", at(type, name), "application/json", body.toString()).orFail();
    }

    void delete(String type, String name) {
        Web.call("DELETE", at(type, name), "application/json", "").orFail();
    }

    /** The object of a uuid; missing if there is none. */
    JsonNode byUuid(String type, String uuid) {
        Web.Answer object = Web.get(uri().resolve('/' + type + '/' + uuid));
        return object.status() == 404
                ? MissingNode.getInstance()
                : object.orFail().body().path(type);
    }

    /** Objects of a type whose name contains the text. */
    List<JsonNode> like(String type, String text) {
        return all(type).entrySet().stream()
                .filter(each -> each.getKey().contains(text))
                .map(each -> byUuid(type, each.getValue()))
                .toList();
    }

    private URI at(String type, String name) {
        return uri().resolve('/' + type + '/' + uuid(type, name));
    }

    /** From here on; see {@link #writesSince}. */
    long mark() {
        return server.log().last();
    }

    /** What the controller wrote, oldest first. */
    List<Write> writesSince(long mark) {
        return server.log().since(mark).stream()
                .filter(Contrail::isWrite)
                .map(Contrail::write)
                .toList();
    }

    private static boolean isWrite(LoggedRequest logged) {
        return logged.request().isWrite()
                && !OTHERS.contains(logged.client())
                && !READ_BY_POST.matcher(logged.request().path()).matches();
    }

    private static Write write(LoggedRequest logged) {
        return new Write(logged.request().method(), logged.request().path(), logged.body(), logged.status());
    }

    /** Switches on a fault, see {@code /standin/faults}; e.g. {@code name: 'down', kind: 'status', status: 503}. */
    void fault(String rule) {
        server.faults().put(Web.json('{' + rule + '}').toString());
    }

    void heal() {
        server.faults().clear();
    }

    private static String parts(String name) {
        return "[\"" + name.replace(":", "\",\"") + "\"]";
    }

    private static String joined(JsonNode parts) {
        var names = new ArrayList<String>();
        parts.forEach(part -> names.add(part.asText()));
        return String.join(":", names);
    }
}
