package io.contrailkube.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What the Kubernetes API answered.
 *
 * @param body missing if it was no JSON
 * @param retryAfter how long the server wants to be left alone; zero if it did not say
 */
public record ApiAnswer(int status, JsonNode body, Duration retryAfter) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** This answer as a failure of the call. */
    public ApiFailure refusal(ApiCall call) {
        return ApiFailure.status(status, call + ": " + message(), retryAfter);
    }

    /** Words of the server about a refusal. */
    public String message() {
        return status + " " + body.path("reason").asText("") + ": "
                + body.path("message").asText("no reason given");
    }
}
