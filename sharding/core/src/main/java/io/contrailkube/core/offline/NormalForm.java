package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ApplicationPolicySet;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.spec.OwnershipMarks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The form of a REST body in which what was planned and what stands can be compared: without uuids, hrefs, times,
 * permissions and all else that the server allocates or computes, without what is null or empty, keys and references in
 * order.
 */
public final class NormalForm {
    /** Allocated or computed by the server, wherever it stands in a body. */
    private static final Set<String> ANYWHERE = Set.of(
            "uuid",
            "href",
            "parent_uuid",
            "parent_href",
            "rule_uuid",
            "subnet_uuid",
            "default_gateway",
            "dns_server_address",
            "tag_ids",
            // Addresses: allocated, but for those of services, which Kubernetes allocates.
            "instance_ip_address",
            "floating_ip_address",
            "vip_address",
            "mac_address",
            "protocol_id");
    /** Allocated or computed by the server, or the same for everybody, at the top of a body. */
    private static final Set<String> AT_THE_TOP = Set.of(
            "name",
            "is_shared",
            "virtual_network_network_id",
            "security_group_id",
            "routing_instances",
            "tag_id",
            "tag_type_refs",
            "match_tag_types",
            "address_group_refs");

    private static final String SHARES = "share";

    private NormalForm() {}

    /** @param body content of a REST envelope, or the desired object rendered like one */
    public static ObjectNode of(String type, JsonNode body) {
        var fields = new TreeMap<String, JsonNode>();
        body.properties().forEach(field -> {
            String name = field.getKey();
            boolean reverse = name.endsWith("_back_refs") || (!name.endsWith("_refs") && isChildren(field.getValue()));
            if (!ANYWHERE.contains(name) && !AT_THE_TOP.contains(name) && !isComputed(type, name) && !reverse) {
                fields.put(name, value(name, field.getValue()));
            }
        });
        if (type.equals(ContrailTypes.APPLICATION_POLICY_SET)) {
            fields.computeIfPresent(ApplicationPolicySet.POLICY_REFS, (any, references) -> placed(references));
        }
        ObjectNode normal = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> {
            if (!isNothing(value)) {
                normal.set(name, value);
            }
        });
        return normal;
    }

    /**
     * Which of the places for network policies one has depends on when it came, and means nothing: here they are in order of
     * their names. Those that share a place still do.
     */
    private static JsonNode placed(JsonNode references) {
        var places = new HashMap<String, String>();
        references.forEach(reference -> {
            String sequence = reference.at("/attr/sequence").asText();
            if (reference.path("attr") instanceof ObjectNode attr && ApplicationPolicySet.isPlaceOfPolicy(sequence)) {
                attr.put(
                        "sequence",
                        places.computeIfAbsent(sequence, any -> ApplicationPolicySet.placeOfPolicy(places.size())));
            }
        });
        return references;
    }

    /** Whether an object of this name is made and removed by the server along with its parent (API-110). */
    public static boolean isServerMade(String type, String fqName) {
        return type.equals(ContrailTypes.APPLICATION_POLICY_SET)
                && fqName.endsWith(":default-application-policy-set")
                && fqName.chars().filter(c -> c == ':').count() == 2;
    }

    private static boolean isComputed(String type, String field) {
        return switch (type) {
            case ContrailTypes.FIREWALL_RULE -> field.equals("tag_refs");
            case ContrailTypes.PROJECT -> field.equals("application_policy_set_refs");
            case ContrailTypes.VIRTUAL_MACHINE_INTERFACE -> field.equals("routing_instance_refs");
            default -> false;
        };
    }

    private static JsonNode value(String name, JsonNode value) {
        return switch (name) {
            case "id_perms" -> only(value, "description");
            case "perms2" -> sorted(name, only(value, SHARES));
            case "annotations" -> annotations(value);
            case "loadbalancer_member_properties" -> without(clean(value), "address");
            default -> name.endsWith("_refs") ? references(value) : sorted(name, clean(value));
        };
    }

    /** Elements of lists to which several write stand in the order in which they came, which means nothing. */
    private static JsonNode sorted(String name, JsonNode value) {
        for (SharedList list : SharedList.values()) {
            if (list.property().equals(name) && value.path(list.wrapper()) instanceof ArrayNode elements) {
                List<JsonNode> inOrder = new ArrayList<>();
                elements.forEach(inOrder::add);
                inOrder.sort(Comparator.comparing(list::idOf));
                elements.removeAll();
                inOrder.forEach(elements::add);
            }
        }
        return value;
    }

    private static JsonNode without(JsonNode value, String field) {
        return value instanceof ObjectNode object ? object.without(field) : value;
    }

    private static JsonNode only(JsonNode value, String field) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        JsonNode inner = clean(value.path(field));
        if (!isNothing(inner)) {
            kept.set(field, inner);
        }
        return kept;
    }

    /**
     * Sorted by key; what a manifest does not know is left out: the uid of the Kubernetes object, and its spec with the
     * defaults that Kubernetes fills in.
     */
    private static JsonNode annotations(JsonNode value) {
        var pairs = new TreeMap<String, String>();
        value.path("key_value_pair")
                .forEach(pair ->
                        pairs.put(pair.path("key").asText(), pair.path("value").asText()));
        pairs.remove(OwnershipMarks.UID);
        pairs.remove(OwnershipMarks.SPEC);
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        ArrayNode list = sorted.putArray("key_value_pair");
        pairs.forEach((key, text) -> list.addObject().put("key", key).put("value", text));
        return pairs.isEmpty() ? JsonNodeFactory.instance.objectNode() : sorted;
    }

    private static JsonNode references(JsonNode list) {
        List<JsonNode> references = new ArrayList<>();
        list.forEach(reference -> references.add(clean(reference)));
        references.sort(Comparator.comparing(reference -> reference.path("to").toString()));
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        references.forEach(sorted::add);
        return sorted;
    }

    private static JsonNode clean(JsonNode node) {
        if (node.isObject()) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            var fields = new TreeMap<String, JsonNode>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!ANYWHERE.contains(field.getKey())) {
                    fields.put(field.getKey(), clean(field.getValue()));
                }
            }
            fields.forEach((name, value) -> {
                if (!isNothing(value)) {
                    kept.set(name, value);
                }
            });
            return kept;
        }
        if (node.isArray()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> {
                JsonNode value = clean(element);
                if (!isNothing(value)) {
                    kept.add(value);
                }
            });
            return kept;
        }
        return node;
    }

    /** Lists of children look like references but carry no attribute and no such name. */
    private static boolean isChildren(JsonNode value) {
        return value.isArray()
                && !value.isEmpty()
                && value.get(0).has("to")
                && value.get(0).has("uuid");
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }
}
