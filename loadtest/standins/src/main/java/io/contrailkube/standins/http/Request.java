package io.contrailkube.standins.http;

/** A fully received request; {@code scheme} is {@code http} or {@code https}. */
public record Request(String method, Target target, Headers headers, byte[] body, String scheme) {

    /** The decoded path. */
    public String path() {
        return target.path();
    }

    public Query query() {
        return target.query();
    }

    /** True for methods that are meant to change something. */
    public boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }
}
