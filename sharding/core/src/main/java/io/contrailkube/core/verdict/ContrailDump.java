package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects of Contrail by type, then by name joined with colons; with or without what the server adds. */
record ContrailDump(Map<String, ? extends Map<String, ? extends JsonNode>> objects) {
    static final String APPLICATION_POLICY_SET = "application-policy-set";
    static final String FIREWALL_POLICY = "firewall-policy";
    static final String FIREWALL_RULE = "firewall-rule";
    static final String ADDRESS_GROUP = "address-group";
    static final String TAG = "tag";
    static final String INTERFACE = "virtual-machine-interface";
    static final String MACHINE = "virtual-machine";
    static final String NETWORK = "virtual-network";
    static final String PROJECT = "project";
    static final String INSTANCE_IP = "instance-ip";

    /** @param sequence empty if it has none */
    record Ref(String name, String sequence) {}

    /** All of a type, in order of their names. */
    Map<String, JsonNode> of(String type) {
        Map<String, ? extends JsonNode> found = objects.get(type);
        return found == null ? Map.of() : new TreeMap<>(found);
    }

    @Nullable
    JsonNode find(String type, String name) {
        Map<String, ? extends JsonNode> found = objects.get(type);
        return found == null ? null : found.get(name);
    }

    static List<Ref> refs(JsonNode body, String field) {
        List<Ref> refs = new ArrayList<>();
        body.path(field)
                .forEach(ref -> refs.add(
                        new Ref(joined(ref.path("to")), ref.at("/attr/sequence").asText())));
        return refs;
    }

    static String joined(JsonNode parts) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(part.asText()));
        return String.join(":", texts);
    }

    /** Name of the parent of an object in a project. */
    static String projectOf(JsonNode body) {
        return body.at("/fq_name/0").asText() + ':' + body.at("/fq_name/1").asText();
    }

    static Map<String, String> annotations(JsonNode body) {
        Map<String, String> annotations = new TreeMap<>();
        body.at("/annotations/key_value_pair")
                .forEach(pair -> annotations.put(
                        pair.path("key").asText(), pair.path("value").asText()));
        return annotations;
    }
}
