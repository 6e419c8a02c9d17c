package io.contrailkube.core.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Objects of Kubernetes, written short. */
final class Objects {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final List<JsonNode> all = new ArrayList<>();

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** @param labels in JSON; quotes may be single or missing */
    Objects namespace(String name, String labels) {
        ObjectNode object = MAPPER.createObjectNode().put("kind", "Namespace");
        object.putObject("metadata").put("name", name).set("labels", json(labels));
        return add(object);
    }

    Objects pod(String name, String address, String labels) {
        return pod(name, address, labels, "{}");
    }

    /** @param name {@code NAMESPACE/NAME} @param spec of the pod */
    Objects pod(String name, String address, String labels, String spec) {
        String[] parts = name.split("/", 2);
        ObjectNode object = MAPPER.createObjectNode().put("kind", "Pod");
        object.putObject("metadata")
                .put("namespace", parts[0])
                .put("name", parts[1])
                .set("labels", json(labels));
        object.set("spec", json(spec));
        ObjectNode status = object.putObject("status").put("podIP", address).put("phase", "Running");
        status.putArray("podIPs").addObject().put("ip", address);
        if (object.at("/spec/hostNetwork").asBoolean()) {
            status.put("hostIP", address);
        }
        return add(object);
    }

    /** A second address of the pod that was added last. */
    Objects and(String address) {
        ((ArrayNode) all.get(all.size() - 1).at("/status/podIPs")).addObject().put("ip", address);
        return this;
    }

    /** @param name {@code NAMESPACE/NAME} */
    Objects policy(String name, String spec) {
        String[] parts = name.split("/", 2);
        ObjectNode object = MAPPER.createObjectNode().put("kind", "NetworkPolicy");
        object.putObject("metadata").put("namespace", parts[0]).put("name", parts[1]);
        object.set("spec", json(spec));
        return add(object);
    }

    private Objects add(JsonNode object) {
        all.add(object);
        return this;
    }

    List<JsonNode> all() {
        return List.copyOf(all);
    }

    KubernetesOracle oracle() {
        return KubernetesOracle.of(all);
    }
}
