package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How keystone is asked for a token, and what it answers; the path of its URL says which version it is. */
record Keystone(GatewaySettings.Keystone settings) {

    /** @param expires null if keystone did not say */
    record Token(String id, @Nullable Instant expires) {}

    /** Keystone gave no token. */
    static final class NoToken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoToken(String message) {
            super(message);
        }
    }

    HttpCall request(Duration limit) {
        String base = settings.url().replaceAll("/+$", "");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode auth = body.putObject("auth");
        if (isVersion2()) {
            auth.putObject("passwordCredentials")
                    .put("username", settings.user())
                    .put("password", settings.password());
            auth.put("tenantName", settings.tenant());
            return new HttpCall("POST", URI.create(base + "/tokens"), Map.of(), body, limit);
        }
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", settings.user()).put("password", settings.password());
        user.putObject("domain").put("name", settings.domain());
        ObjectNode project = auth.putObject("scope").putObject("project");
        project.put("name", settings.tenant());
        project.putObject("domain").put("name", settings.domain());
        return new HttpCall("POST", URI.create(base + "/auth/tokens"), Map.of(), body, limit);
    }

    Token token(HttpCall.Reply reply) {
        if (reply.status() != 200 && reply.status() != 201) {
            throw new NoToken("keystone at " + settings.url() + " gave user '" + settings.user() + "' no token: "
                    + reply.status() + ' ' + reply.text() + (reply.json().isMissingNode() ? "" : reply.json()));
        }
        JsonNode access = reply.json().path("access").path("token");
        String id = isVersion2() ? Requests.textOrNull(access.path("id")) : reply.token();
        if (id == null) {
            throw new NoToken("the answer of keystone at " + settings.url() + " holds no token");
        }
        JsonNode expires = isVersion2()
                ? access.path("expires")
                : reply.json().path("token").path("expires_at");
        return new Token(id, instant(expires.asText()));
    }

    private boolean isVersion2() {
        return URI.create(settings.url()).getPath().contains("/v2");
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null; // then a server's 401 says that it has expired
        }
    }
}
