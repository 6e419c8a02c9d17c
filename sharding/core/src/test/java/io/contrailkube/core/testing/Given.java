package io.contrailkube.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.spec.ObjectNames;

/** Where cases begin: {@code given a namespace, given settings}. */
public final class Given {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Given() {}

    /** A plain namespace. */
    public static NamespaceBuilder namespace(String name) {
        return new NamespaceBuilder(name);
    }

    /** A pod on `node-1` at 10.0.0.5, without labels. */
    public static PodBuilder pod(String namespace, String name) {
        return new PodBuilder(namespace, name);
    }

    /** A service at 10.96.3.7, without ports. */
    public static ServiceBuilder service(String namespace, String name) {
        return new ServiceBuilder(namespace, name);
    }

    /** A slice of IPv4 addresses of a service, still empty. */
    public static EndpointsBuilder endpoints(String namespace, String service) {
        return new EndpointsBuilder(namespace, service);
    }

    /** An ingress without class and rules. */
    public static IngressBuilder ingress(String namespace, String name) {
        return new IngressBuilder(namespace, name);
    }

    /** An additional network of our CNI type, without annotations. */
    public static AttachmentBuilder attachment(String namespace, String name) {
        return new AttachmentBuilder(namespace, name);
    }

    /** The settings of a cluster `k8s` in `default-domain`, with everything else off. */
    public static SettingsBuilder settings() {
        return new SettingsBuilder();
    }

    /** Names of the cluster of plain {@link #settings()}. */
    public static ObjectNames names() {
        return settings().names();
    }

    /** What a namespace means under plain settings. */
    public static DesiredObjects desiredOf(NamespaceBuilder namespace) {
        return DesiredObjects.of(names(), namespace);
    }

    /** JSON as people write it: single quotes and bare field names pass. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON in this case: " + text, e);
        }
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
