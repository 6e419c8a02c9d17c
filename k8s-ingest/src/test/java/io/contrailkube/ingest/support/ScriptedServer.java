package io.contrailkube.ingest.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A server that answers word by word as a test says, for what no well-behaved server does on demand. */
public final class ScriptedServer implements AutoCloseable {
    /** One answer. */
    @FunctionalInterface
    public interface Answer {
        void give(Exchange exchange) throws IOException, InterruptedException;
    }

    private record Scene(Pattern request, Deque<Answer> answers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Scene> script = new CopyOnWriteArrayList<>();

    private ScriptedServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static ScriptedServer start() {
        try {
            return new ScriptedServer(HttpServer.create(anyPort(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ScriptedServer startTls(SSLContext tls) {
        try {
            HttpsServer https = HttpsServer.create(anyPort(), 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new ScriptedServer(https);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Requests whose line, e.g. {@code GET /api/v1?limit=1}, has the pattern in it are answered in turn; the last
     * answer stays. What is said later goes first.
     */
    public ScriptedServer on(String pattern, Answer... answers) {
        script.add(0, new Scene(Pattern.compile(pattern), new ArrayDeque<>(List.of(answers))));
        return this;
    }

    public URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Request lines so far that have the pattern in them. */
    public List<String> requests(String pattern) {
        var found = new ArrayList<>(requests);
        found.removeIf(line -> !Pattern.compile(pattern).matcher(line).find());
        return found;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void serve(HttpExchange http) {
        String line = http.getRequestMethod() + ' ' + http.getRequestURI();
        requests.add(line);
        try (http) {
            var exchange = new Exchange(http, new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answerTo(line).give(exchange);
        } catch (IOException e) {
            // The client went away, which is what many tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answerTo(String line) {
        for (Scene scene : script) {
            if (scene.request().matcher(line).find()) {
                synchronized (scene) {
                    return scene.answers().size() > 1
                            ? scene.answers().remove()
                            : scene.answers().element();
                }
            }
        }
        return exchange -> exchange.json(404, "{\"message\":\"not scripted: " + line + "\"}");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A request and the way to answer it. */
    public record Exchange(HttpExchange http, String body) {
        public void json(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().set("Content-Type", "application/json");
            http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            http.getResponseBody().write(bytes);
        }

        public Exchange header(String name, String value) {
            http.getResponseHeaders().set(name, value);
            return this;
        }

        /** Opens a chunked answer; it ends when the script does. */
        public Exchange open() throws IOException {
            http.getResponseHeaders().set("Content-Type", "application/json");
            http.sendResponseHeaders(200, 0);
            http.getResponseBody().flush();
            return this;
        }

        public Exchange write(String text) throws IOException {
            OutputStream out = http.getResponseBody();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        /** Says nothing until the test is over. */
        public void silence() throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
