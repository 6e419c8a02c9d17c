package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to be sent as it is.
 *
 * @param body sent as JSON; null for none
 * @param limit the longest that the answer may take
 */
record HttpCall(String method, URI uri, Map<String, String> headers, @Nullable JsonNode body, Duration limit) {

    /**
     * An answer in full.
     *
     * @param json missing if the body was not JSON
     * @param text empty if the body was JSON
     * @param token the header in which keystone v3 hands out tokens
     */
    record Reply(int status, JsonNode json, String text, @Nullable String token) {}
}
