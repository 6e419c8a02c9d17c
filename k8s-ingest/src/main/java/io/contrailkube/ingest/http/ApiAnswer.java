package io.contrailkube.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the Kubernetes API answered.
 *
 * @param body missing if it was no JSON
 */
public record ApiAnswer(int status, JsonNode body) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Words of the server about a refusal. */
    public String message() {
        return status + " " + body.path("reason").asText() + ": "
                + body.path("message").asText("no reason given");
    }
}
