package io.contrailkube.core.kind.attachment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import java.util.List;
import java.util.Optional;

/** NetworkAttachmentDefinitions, a custom resource that need not be installed. */
public final class AttachmentKind implements KubeKind {
    public static final String NAME = KindNames.ATTACHMENT;

    private static final JsonMapper CONFIGURATIONS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(new ApiResource("k8s.cni.cncf.io", "v1", "network-attachment-definitions"));
    }

    @Override
    public Class<AttachmentFact> factType() {
        return AttachmentFact.class;
    }

    @Override
    public boolean optional() {
        return true;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        var attachment = new KubeObject(NAME, object);
        return Optional.of(new AttachmentFact(
                attachment.id(),
                attachment.annotations(AttachmentAnnotations.KEYS),
                pluginType(attachment.text("/spec/config")).intern()));
    }

    /** Of a chain of plugins the first makes the interface. */
    private static String pluginType(String configuration) {
        try {
            JsonNode plugin = CONFIGURATIONS.readTree(configuration);
            return KubeObject.text(plugin.hasNonNull("type") ? plugin.path("type") : plugin.at("/plugins/0/type"));
        } catch (JsonProcessingException e) {
            // Text of its owner, for a plugin that we then do not know: what that means is for the rules to say.
            return "";
        }
    }
}
