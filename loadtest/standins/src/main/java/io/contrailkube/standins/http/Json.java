package io.contrailkube.standins.http;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one JSON mapper of the shell. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
