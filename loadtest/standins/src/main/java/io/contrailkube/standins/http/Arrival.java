package io.contrailkube.standins.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** A request waiting for its turn on the connection, or what is to be said instead of serving it. */
record Arrival(@Nullable Request request, int refusal, String text, boolean keepAlive, boolean http10) {

    static Arrival of(HttpRequest head, byte[] body, String scheme) {
        Request request =
                new Request(head.method().name(), Target.parse(head.uri()), new Headers(head.headers()), body, scheme);
        return new Arrival(request, 0, "", HttpUtil.isKeepAlive(head), isOld(head));
    }

    /** Refused after its body was read to the end, so that the connection stays usable. */
    static Arrival refused(int status, String text, HttpRequest head) {
        return new Arrival(null, status, text, HttpUtil.isKeepAlive(head), isOld(head));
    }

    /** Refused in the middle of the request: the connection has to go. */
    static Arrival broken(int status, String text) {
        return new Arrival(null, status, text, false, false);
    }

    private static boolean isOld(HttpRequest head) {
        return head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    }
}
