package io.contrailkube.standins.http;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where and how to serve; port 0 takes a free one. */
public record HttpServerOptions(String host, int port, Wire wire, @Nullable Tls tls, int threads) {

    /** Limits and habits on the wire; {@code refusal} makes the answer to a request that the shell itself refuses. */
    public record Wire(
            int maxRequestLine,
            int maxBody,
            boolean chunkedBodies,
            boolean nagle,
            BiFunction<Integer, String, Reply> refusal) {}

    public static final Wire PLAIN_WIRE = new Wire(
            65_535, 16 << 20, true, false, (status, text) -> Reply.text(status, "text/plain; charset=UTF-8", text));

    /** Loopback, a free port, plain HTTP. */
    public static HttpServerOptions loopback() {
        return new HttpServerOptions("127.0.0.1", 0, PLAIN_WIRE, null, 2);
    }

    public HttpServerOptions withHost(String host) {
        return new HttpServerOptions(host, port, wire, tls, threads);
    }

    public HttpServerOptions withPort(int port) {
        return new HttpServerOptions(host, port, wire, tls, threads);
    }

    public HttpServerOptions withWire(Wire wire) {
        return new HttpServerOptions(host, port, wire, tls, threads);
    }

    public HttpServerOptions withTls(@Nullable Tls tls) {
        return new HttpServerOptions(host, port, wire, tls, threads);
    }

    public HttpServerOptions withThreads(int threads) {
        return new HttpServerOptions(host, port, wire, tls, threads);
    }
}
