package io.contrailkube.standins.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header fields of a request, looked up without regard to case. */
public final class Headers {
    private final HttpHeaders fields;

    Headers(HttpHeaders fields) {
        this.fields = fields;
    }

    /** Headers made by hand, for tests and inner calls. */
    public static Headers of(Map<String, String> fields) {
        HttpHeaders made = new DefaultHttpHeaders();
        fields.forEach(made::add);
        return new Headers(made);
    }

    public @Nullable String first(String name) {
        return fields.get(name);
    }

    public String first(String name, String absent) {
        String value = fields.get(name);
        return value == null ? absent : value;
    }

    public List<String> all(String name) {
        return fields.getAll(name);
    }

    public List<Map.Entry<String, String>> entries() {
        return fields.entries();
    }
}
