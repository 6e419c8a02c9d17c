package io.contrailkube.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.contrailkube.node.config.Values.Given;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What options say about the modules' settings. Only what a file gives is written, so that {@code reference.conf} holds the defaults. */
final class HoconOverlay {
    /** The original's clients are told the URL of the token request, ours that of the service. */
    private static final Pattern TOKENS = Pattern.compile("(/auth)?/tokens/?$");

    private final Values values;
    private Config overlay = ConfigFactory.empty();

    private HoconOverlay(Values values) {
        this.values = values;
        Catalogue.all().forEach(this::copy);
        kubernetes();
        contrail();
        keystone();
    }

    static Config of(Values values) {
        return new HoconOverlay(values).overlay;
    }

    private <T> void copy(Option<T> option) {
        if (option.effect() instanceof Effect.Sets<T> sets && values.isGiven(option)) {
            values.find(option).ifPresent(value -> put(sets.path(), sets.value().apply(value), option));
        }
    }

    /** Nothing about the server means that kubeconfig or the pod's service account say where it is. */
    private void kubernetes() {
        Option<String> named =
                values.hasText(KubernetesOptions.API_SERVER) ? KubernetesOptions.API_SERVER : DefaultsOptions.TOKEN;
        String host = values.get(KubernetesOptions.API_SERVER);
        if (!values.hasText(named) || host.isEmpty()) {
            return;
        }
        String token = values.get(DefaultsOptions.TOKEN);
        String server = token.isEmpty()
                ? url("http", host, values.get(KubernetesOptions.API_PORT))
                : url("https", host, values.get(KubernetesOptions.API_SECURE_PORT));
        put(HoconPaths.KUBERNETES_SERVER, server, named);
        put(HoconPaths.KUBERNETES_TOKEN, token, DefaultsOptions.TOKEN);
    }

    private void contrail() {
        Option<?> named = values.isGiven(VncOptions.ENDPOINT_IP) ? VncOptions.ENDPOINT_IP : VncOptions.ENDPOINT_PORT;
        if (values.isGiven(named)) {
            int port = values.get(VncOptions.ENDPOINT_PORT);
            List<String> servers = values.get(VncOptions.ENDPOINT_IP).stream()
                    .map(host -> url("http", host, port))
                    .toList();
            put(HoconPaths.API_SERVERS, servers, named);
        }
    }

    private void keystone() {
        boolean login = values.hasText(ConnectionOptions.AUTH_TOKEN_URL);
        if (login) {
            String url =
                    TOKENS.matcher(values.get(ConnectionOptions.AUTH_TOKEN_URL)).replaceFirst("");
            put(HoconPaths.KEYSTONE_URL, url, ConnectionOptions.AUTH_TOKEN_URL);
        }
        for (Option<String> option :
                List.of(ConnectionOptions.AUTH_USER, ConnectionOptions.AUTH_PASSWORD, ConnectionOptions.AUTH_TENANT)) {
            if (login || values.isGiven(option)) {
                put(((Effect.Contributes<String>) option.effect()).path(), values.get(option), option);
            }
        }
    }

    private void put(String path, Object value, Option<?> from) {
        Optional<Given> given = values.given(from);
        String origin = given.map(text -> text.where().toString()).orElse("default of " + from.name());
        overlay = overlay.withValue(path, ConfigValueFactory.fromAnyRef(value, origin));
    }

    private static String url(String scheme, String host, int port) {
        return scheme + "://" + (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
    }
}
