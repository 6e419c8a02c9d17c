package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import java.util.Map;
import java.util.Set;

/** Forms of answers (API-5, API-33). */
final class Answers {
    static final String HTML = "text/html; charset=UTF-8";

    private static final Set<Integer> PAGES = Set.of(401, 412, 413);
    private static final byte[] NOTHING = new byte[0];

    private Answers() {}

    static Reply.Full json(ObjectNode body) {
        return Reply.json(200, body);
    }

    static Reply.Full empty() {
        return Reply.text(200, HTML, "");
    }

    static Reply.Full notModified() {
        return new Reply.Full(304, Map.of(), NOTHING);
    }

    /** The bare text, for some codes inside a small page. */
    static Reply.Full error(int status, String text) {
        if (!PAGES.contains(status)) {
            return Reply.text(status, HTML, text);
        }
        return Reply.text(
                status,
                HTML,
                "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html>\n<head><title>Error: " + status
                        + "</title></head>\n<body>\n<h1>Error: " + status + "</h1>\n<pre>" + text
                        + "</pre>\n</body>\n</html>\n");
    }
}
