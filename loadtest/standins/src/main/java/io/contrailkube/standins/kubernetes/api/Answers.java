package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.kubernetes.resource.Json;
import java.util.Map;

/** Full answers in JSON. */
final class Answers {
    private Answers() {}

    static Reply object(int status, byte[] json) {
        return new Reply.Full(status, Map.of("Content-Type", "application/json"), json);
    }

    static Reply json(ObjectNode json) {
        return object(200, Json.bytes(json));
    }

    static Reply failure(ApiFailure failure) {
        return object(failure.code(), Json.bytes(failure.toJson()));
    }
}
