package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailType;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.offline.NormalForm;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every object of the types that the controller writes, read page by page from a Contrail API server. */
public final class ContrailDump {
    private static final int PAGE = 500;
    private final Web web;
    private final URI contrail;
    private int requests;

    public ContrailDump(Web web, URI contrail) {
        this.web = web;
        this.contrail = contrail;
    }

    /** In normal form, by type, then by name. */
    public SortedMap<String, SortedMap<String, ObjectNode>> read() throws IOException {
        var world = new TreeMap<String, SortedMap<String, ObjectNode>>();
        for (ContrailType type : ContrailTypes.all()) {
            SortedMap<String, ObjectNode> objects = read(type);
            if (!objects.isEmpty()) {
                world.put(type.name(), objects);
            }
        }
        return world;
    }

    /** Requests it took. */
    public int requests() {
        return requests;
    }

    private SortedMap<String, ObjectNode> read(ContrailType type) throws IOException {
        var objects = new TreeMap<String, ObjectNode>();
        String marker = "";
        while (marker != null) {
            String query = "{\"type\":\"" + type.name() + "\",\"detail\":true,\"exclude_hrefs\":true,\"page_limit\":"
                    + PAGE + ",\"page_marker\":\"" + marker + "\"}";
            requests++;
            Web.Answer answer = web.post(contrail.resolve("/list-bulk-collection"), query);
            if (answer.status() != 200) {
                throw new IOException(
                        "Contrail answered " + answer.status() + " to a list of " + type.name() + ": " + answer.text());
            }
            answer.body().path(type.plural()).forEach(entry -> add(type, entry.path(type.name()), objects));
            JsonNode next = answer.body().path("marker");
            marker = next.isTextual() ? next.asText() : null;
        }
        return objects;
    }

    private static void add(ContrailType type, JsonNode body, SortedMap<String, ObjectNode> objects) {
        var parts = new ArrayList<String>();
        body.path("fq_name").forEach(part -> parts.add(part.asText()));
        String name = String.join(":", parts);
        if (!NormalForm.isServerMade(type.name(), name)) {
            objects.put(name, NormalForm.of(type.name(), body));
        }
    }
}
