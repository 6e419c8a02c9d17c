package io.contrailkube.ingest.http;

import java.time.Duration;

/** The Kubernetes API did not do what was asked; the message names the request and the reason. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure that are dealt with in different ways; also the bounded label of metrics. */
    public enum Cause {
        /** 410, the resource version or continue token is too old. */
        EXPIRED,
        /** 404, the resource is not served. */
        NOT_SERVED,
        /** Another 4xx: credentials, rights or a bug. */
        REFUSED,
        /** 429 or 5xx. */
        TROUBLED,
        /** No answer: connection, TLS, time-out. */
        UNREACHABLE,
        /** A stream without a byte for too long. */
        SILENT,
        /** A stream that ended at once, or before its end. */
        CUT,
        /** Bytes that are not what they should be. */
        MALFORMED
    }

    private final Cause kind;
    private final Duration retryAfter;

    public ApiFailure(Cause kind, String message, Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public ApiFailure(Cause kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    /** What a status other than 2xx means. */
    public static ApiFailure status(int status, String message, Duration retryAfter) {
        Cause kind =
                switch (status) {
                    case 410 -> Cause.EXPIRED;
                    case 404 -> Cause.NOT_SERVED;
                    case 429 -> Cause.TROUBLED;
                    default -> status >= 400 && status < 500 ? Cause.REFUSED : Cause.TROUBLED;
                };
        return new ApiFailure(kind, message, retryAfter);
    }

    public Cause kind() {
        return kind;
    }

    /** How long the server wants to be left alone; zero if it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** A failure is a value here; nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
