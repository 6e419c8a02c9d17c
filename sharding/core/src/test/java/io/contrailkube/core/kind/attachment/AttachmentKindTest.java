package io.contrailkube.core.kind.attachment;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.testing.Served;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentKindTest {
    private final AttachmentKind kind = new AttachmentKind();

    private AttachmentFact decode(String text) {
        return (AttachmentFact) kind.decode(json(text)).orElseThrow();
    }

    @Test
    void keepsWhatMeansSomething() {
        assertThat(decode(Served.ATTACHMENT))
                .isEqualTo(new AttachmentFact(
                        new ObjectId("NetworkAttachmentDefinition", "shop", "blue", "nad-uid"),
                        new TreeMap<>(Map.of(
                                "opencontrail.org/cidr", "192.168.7.0/24", "opencontrail.org/ip_fabric_snat", "false")),
                        "contrail-k8s-cni"));
    }

    @Test
    void aClusterMayDoWithoutThem() {
        assertThat(kind.optional()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"type\":\"macvlan\"} | macvlan",
                "{\"name\":\"x\",\"plugins\":[{\"type\":\"bridge\"},{\"type\":\"tuning\"}]} | bridge",
                "{\"plugins\":[]} | ''",
                "{\"type\":null} | ''",
                "{\"type\":\"macvlan\" | ''",
                "{\"type\":\"macvlan\"} more | ''",
                "nonsense | ''",
                "[] | ''",
                "null | ''",
            })
    void readsTheTypeOfThePlugin(String configuration, String type) {
        ObjectNode attachment = object(Served.ATTACHMENT);
        attachment.withObject("/spec").put("config", configuration);
        assertThat(decode(attachment.toString()).pluginType()).isEqualTo(type.equals("''") ? "" : type);
    }

    @Test
    void needsNoConfiguration() {
        ObjectNode attachment = object(Served.ATTACHMENT);
        attachment.remove("spec");
        assertThat(decode(attachment.toString()).pluginType()).isEmpty();
    }
}
