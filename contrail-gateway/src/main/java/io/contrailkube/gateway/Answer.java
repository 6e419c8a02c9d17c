package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What came of a call. */
sealed interface Answer {

    /**
     * A server answered.
     *
     * @param json the body if it was JSON, else a missing node
     * @param text the body if it was not JSON: errors are plain text (spec 04 API-33)
     */
    record Answered(int status, JsonNode json, String text) implements Answer {
        boolean isDone() {
            return status == 200;
        }

        /** The server, or something before it, is not able to serve just now (spec 04 API-38). */
        boolean isAway() {
            return status == 502 || status == 503 || status == 504;
        }
    }

    /**
     * No server answered.
     *
     * @param reason which server, what was tried, why it failed
     * @param pause when to try again
     * @param maybeDone a server may have carried it out all the same
     */
    record Unanswered(String reason, Duration pause, boolean maybeDone) implements Answer {}

    /** Not sent, because the plan's fence had closed. */
    record Fenced() implements Answer {}
}
