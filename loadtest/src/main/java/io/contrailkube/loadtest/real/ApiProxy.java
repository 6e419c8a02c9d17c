package io.contrailkube.loadtest.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.loadtest.lab.Web;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to the API server through one {@code kubectl proxy}, which knows how to log in and costs no process for each. */
final class ApiProxy implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final int OK = 200;
    private static final int ERROR = 400;

    private final Process process;
    private final URI uri;
    private final Web web = new Web();

    private ApiProxy(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static ApiProxy start(Kubectl kubectl) throws IOException {
        Process process = kubectl.start("proxy", "--port=0", "--address=127.0.0.1");
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        Matcher address = ADDRESS.matcher(line == null ? "" : line);
        if (!address.find()) {
            process.destroy();
            throw new IOException("kubectl proxy does not say where it listens, but: " + line);
        }
        return new ApiProxy(process, URI.create("http://" + address.group()));
    }

    /** Whatever is answered. */
    Web.Answer get(String path) throws IOException {
        return web.get(uri.resolve(path));
    }

    /** Whether something is served at this path. */
    boolean serves(String path) throws IOException {
        return get(path).status() == OK;
    }

    /** @throws IOException if it is not there */
    JsonNode read(String path) throws IOException {
        return done("GET " + path, get(path)).body();
    }

    void post(String path, ObjectNode body) throws IOException {
        done("POST " + path, web.call("POST", uri.resolve(path), "application/json", body.toString()));
    }

    void delete(String path, ObjectNode options) throws IOException {
        done("DELETE " + path, web.call("DELETE", uri.resolve(path), "application/json", options.toString()));
    }

    void patch(String path, ObjectNode patch) throws IOException {
        done("PATCH " + path, tryPatch(path, patch));
    }

    /** A merge patch, whatever comes of it. */
    Web.Answer tryPatch(String path, ObjectNode patch) throws IOException {
        return web.call("PATCH", uri.resolve(path), "application/merge-patch+json", patch.toString());
    }

    private static Web.Answer done(String what, Web.Answer answer) throws IOException {
        if (answer.status() >= ERROR) {
            throw new IOException(what + ": HTTP " + answer.status() + ' '
                    + answer.body().path("message").asText(answer.text()));
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
