package io.contrailkube.ingest.http;

/** A short request to the Kubernetes API; path and query as they go on the wire, body empty if there is none. */
public record ApiCall(String method, String path, String contentType, String body) {
    public static ApiCall get(String path) {
        return new ApiCall("GET", path, "", "");
    }

    public static ApiCall post(String path, String json) {
        return new ApiCall("POST", path, "application/json", json);
    }

    public static ApiCall mergePatch(String path, String json) {
        return new ApiCall("PATCH", path, "application/merge-patch+json", json);
    }

    @Override
    public String toString() {
        return method + ' ' + path;
    }
}
