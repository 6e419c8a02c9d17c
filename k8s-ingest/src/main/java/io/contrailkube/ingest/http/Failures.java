package io.contrailkube.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Words for what went wrong on the way to the server. */
final class Failures {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 300;

    private Failures() {}

    static ApiFailure unreachable(String request, String server, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ApiFailure known) {
            return known;
        }
        var words = new StringBuilder(
                request + " at " + server + ": " + cause.getClass().getSimpleName());
        String before = "";
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && !before.contains(message)) {
                words.append(": ").append(message);
                before = message;
            }
        }
        return new ApiFailure(Cause.UNREACHABLE, words.toString());
    }

    /** From the Status object in the body, or the body as it is. */
    static ApiFailure status(String request, int status, @Nullable String retryAfter, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode message = MAPPER.readTree(body).path("message");
            text = message.asText(text);
        } catch (IOException e) {
            // Not a Status: a proxy answered.
        }
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return ApiFailure.status(status, request + ": " + status + ' ' + shown.strip(), seconds(retryAfter));
    }

    static Duration seconds(@Nullable String retryAfter) {
        try {
            return retryAfter == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
