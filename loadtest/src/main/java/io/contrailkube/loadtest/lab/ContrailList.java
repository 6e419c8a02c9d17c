package io.contrailkube.loadtest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailType;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Objects of one type, read page by page from a Contrail API server. */
final class ContrailList {
    private static final int PAGE = 500;
    private final Web web;
    private final URI contrail;
    private int requests;

    ContrailList(Web web, URI contrail) {
        this.web = web;
        this.contrail = contrail;
    }

    /** Whole objects. */
    List<JsonNode> read(ContrailType type) throws IOException {
        var objects = new ArrayList<JsonNode>();
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
            answer.body().path(type.plural()).forEach(entry -> objects.add(entry.path(type.name())));
            JsonNode next = answer.body().path("marker");
            marker = next.isTextual() ? next.asText() : null;
        }
        return objects;
    }

    /** Requests it took so far. */
    int requests() {
        return requests;
    }
}
