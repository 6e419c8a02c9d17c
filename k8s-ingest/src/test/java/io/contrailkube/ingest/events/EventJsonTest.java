package io.contrailkube.ingest.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.port.EventSink.Notice;
import io.contrailkube.core.port.EventSink.Severity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final ObjectId BLUE = new ObjectId("Namespace", "blue", "blue", "u-1");
    private static final ObjectId WEB = new ObjectId("Pod", "blue", "web", "u-2");

    @Test
    void anEventAboutANamespaceIsInDefault() {
        JsonNode event = EventJson.create(entry(BLUE, "why"));

        assertThat(EventJson.collection(BLUE)).isEqualTo("/api/v1/namespaces/default/events");
        assertThat(event.at("/metadata/namespace").asText()).isEqualTo("default");
        assertThat(event.path("involvedObject").toString())
                .isEqualTo("{\"kind\":\"Namespace\",\"name\":\"blue\",\"uid\":\"u-1\",\"apiVersion\":\"v1\"}");
        assertThat(event.path("type").asText()).isEqualTo("Warning");
        assertThat(event.path("reason").asText()).isEqualTo("InvalidAnnotation");
        assertThat(event.path("message").asText()).isEqualTo("why");
        assertThat(event.path("count").asInt()).isEqualTo(3);
        assertThat(event.path("firstTimestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(event.at("/source/component").asText()).isEqualTo("contrail-kube-controller");
    }

    @Test
    void anEventAboutAPodIsInItsNamespace() {
        assertThat(EventJson.collection(WEB)).isEqualTo("/api/v1/namespaces/blue/events");
        assertThat(EventJson.create(entry(WEB, "why"))
                        .at("/involvedObject/namespace")
                        .asText())
                .isEqualTo("blue");
    }

    @Test
    void theNameIsThatOfTheNotice() {
        assertThat(EventJson.name(entry(WEB, "a").notice())).matches("web\\.[0-9a-f]{16}");
        assertThat(EventJson.name(entry(WEB, "a").notice()))
                .isEqualTo(EventJson.name(entry(WEB, "a").notice()))
                .isNotEqualTo(EventJson.name(entry(WEB, "b").notice()));
        var longName = new ObjectId("Pod", "blue", "n".repeat(253), "u");
        assertThat(EventJson.name(entry(longName, "a").notice())).hasSizeLessThan(254);
    }

    @Test
    void aLongMessageIsShortened() {
        assertThat(EventJson.create(entry(WEB, "x".repeat(5000)))
                        .path("message")
                        .asText())
                .hasSize(1024)
                .endsWith("...");
    }

    private static Entry entry(ObjectId about, String message) {
        var notice = new Notice(about, Severity.WARNING, "InvalidAnnotation", message);
        return new Entry(notice, Instant.parse("2026-01-01T00:00:00.5Z"), 3, false);
    }
}
