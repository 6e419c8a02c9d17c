package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kubernetes as a user with kubectl sees it. */
final class Kubernetes {
    static final String ISOLATION = "opencontrail.org/isolation";
    static final String FORWARDING = "opencontrail.org/ip_fabric_forwarding";
    static final String SNAT = "opencontrail.org/ip_fabric_snat";
    static final String NETWORK = "opencontrail.org/network";
    static final String FIP_POOL = "opencontrail.org/fip-pool";

    private static final String NAMESPACES = "/api/v1/namespaces";
    private final KubernetesStandin server;

    Kubernetes(KubernetesStandin server) {
        this.server = server;
    }

    /** An Event as {@code kubectl describe} shows it. */
    record Event(String type, String reason, String message, String kind, String uid) {}

    KubernetesStandin server() {
        return server;
    }

    URI uri() {
        return server.uri();
    }

    /** What a namespace holds. */
    Contents in(String namespace) {
        return new Contents(uri(), namespace);
    }

    /** @param annotations keys and values in turn */
    void create(String name, String... annotations) {
        ObjectNode namespace =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        ObjectNode keys = namespace.putObject("metadata").put("name", name).putObject("annotations");
        for (int i = 0; i < annotations.length; i += 2) {
            keys.put(annotations[i], annotations[i + 1]);
        }
        Web.post(uri().resolve(NAMESPACES), namespace.toString()).orFail();
    }

    /** @param value null takes it away */
    void annotate(String namespace, String key, @Nullable String value) {
        patchMetadata(namespace, "annotations", key, value);
    }

    /** @param value null takes it away */
    void label(String namespace, String key, @Nullable String value) {
        patchMetadata(namespace, "labels", key, value);
    }

    void withoutAnnotations(String namespace) {
        patch(namespace, "{\"metadata\":{\"annotations\":null}}");
    }

    private void patchMetadata(String namespace, String map, String key, @Nullable String value) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject(map).put(key, value);
        patch(namespace, patch.toString());
    }

    void patch(String namespace, String mergePatch) {
        Web.call("PATCH", at(namespace), "application/merge-patch+json", mergePatch)
                .orFail();
    }

    void delete(String namespace) {
        Web.call("DELETE", at(namespace), "application/json", "").orFail();
    }

    /** Waits until Kubernetes itself has let go of it. */
    void deleteAndWait(String namespace) {
        delete(namespace);
        eventually(() -> assertThat(Web.get(at(namespace)).status()).isEqualTo(404));
    }

    String uid(String namespace) {
        return Web.get(at(namespace)).orFail().body().at("/metadata/uid").asText();
    }

    /** Events about a namespace. */
    List<Event> events(String namespace) {
        var events = new ArrayList<Event>();
        JsonNode list =
                Web.get(uri().resolve(NAMESPACES + "/default/events")).orFail().body();
        list.path("items").forEach(item -> {
            if (item.at("/involvedObject/name").asText().equals(namespace)) {
                events.add(new Event(
                        item.path("type").asText(),
                        item.path("reason").asText(),
                        item.path("message").asText(),
                        item.at("/involvedObject/kind").asText(),
                        item.at("/involvedObject/uid").asText()));
            }
        });
        return events;
    }

    List<String> reasons(String namespace) {
        return events(namespace).stream().map(Event::reason).toList();
    }

    /** Waits for an Event, and checks what every Event of ours must be. */
    Event awaitEvent(String namespace, String reason) {
        eventually(() -> assertThat(reasons(namespace)).contains(reason));
        Event event = events(namespace).stream()
                .filter(each -> each.reason().equals(reason))
                .findFirst()
                .orElseThrow();
        assertThat(event.kind()).isEqualTo("Namespace");
        assertThat(event.message()).isNotBlank();
        return event;
    }

    private URI at(String namespace) {
        return uri().resolve(NAMESPACES + '/' + namespace);
    }
}
