package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One recorded request with the answer of a real server, one JSON object a line: {@code id}, {@code why}, {@code method},
 * {@code path}, {@code headers}, {@code body | raw | big | chunked}, {@code status}, {@code contentType}, {@code etag},
 * {@code response}, {@code ignore} (JSON pointers, {@code *} for any step, empty for all), {@code ordered}, {@code save}.
 */
record Exchange(JsonNode line) {

    static List<Exchange> read(Path file) throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                exchanges.add(new Exchange(Json.MAPPER.readTree(line)));
            }
        }
        return exchanges;
    }

    String id() {
        return line.path("id").asText();
    }

    String why() {
        return line.path("why").asText();
    }

    String method() {
        return line.path("method").asText();
    }

    int status() {
        return line.path("status").asInt();
    }

    JsonNode response() {
        return line.path("response");
    }

    boolean isOrdered() {
        return line.path("ordered").asBoolean();
    }

    boolean isBig() {
        return line.has("big");
    }

    boolean isChunked() {
        return line.path("chunked").asBoolean();
    }

    List<String> ignored() {
        return Json.strings(line.path("ignore"));
    }

    ObjectNode saved() {
        return line.path("save") instanceof ObjectNode save ? save : Json.object();
    }

    ObjectNode headers() {
        return line.path("headers") instanceof ObjectNode headers ? headers : Json.object();
    }

    /** The body as text with its variables still in it; empty when there is none. */
    String body() {
        if (line.has("body")) {
            return line.get("body").toString();
        }
        JsonNode big = line.path("big");
        if (big.isArray()) {
            return big.get(0).asText()
                    + big.get(1).asText().repeat(big.get(2).asInt())
                    + big.get(3).asText();
        }
        return line.path("raw").asText("");
    }
}
