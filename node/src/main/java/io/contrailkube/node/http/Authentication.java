package io.contrailkube.node.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Authorization;
import akka.http.javadsl.model.headers.HttpChallenge;
import akka.http.javadsl.model.headers.WWWAuthenticate;
import akka.http.javadsl.server.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Whoever changes anything has to present the node's token; reading is free. */
final class Authentication {
    private static final String REALM = "contrail-kube";
    private final String token;

    /** @param token empty: nobody may change anything */
    Authentication(String token) {
        this.token = token;
    }

    /** Lets reads pass, and changes with the token. */
    Route guard(Route inner) {
        return extractRequest(request -> changesNothing(request) || isKnown(request) ? inner : complete(refusal()));
    }

    private static boolean changesNothing(HttpRequest request) {
        return request.method().equals(HttpMethods.GET) || request.method().equals(HttpMethods.HEAD);
    }

    private boolean isKnown(HttpRequest request) {
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return !token.isEmpty()
                && request.getHeader(Authorization.class)
                        .map(header -> header.value().getBytes(StandardCharsets.UTF_8))
                        .filter(given -> MessageDigest.isEqual(given, expected))
                        .isPresent();
    }

    private akka.http.javadsl.model.HttpResponse refusal() {
        String remedy = token.isEmpty()
                ? "set contrail-kube.node.http.token-file on the node and restart it"
                : "send the header Authorization: Bearer TOKEN with the node's token";
        return Replies.error(401, "this changes state and needs authentication", remedy)
                .addHeader(WWWAuthenticate.create(HttpChallenge.create("Bearer", REALM)));
    }
}
