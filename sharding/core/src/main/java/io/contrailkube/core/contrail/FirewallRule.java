package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** A firewall rule between endpoints (spec 03 section 6, spec 04 section 15.11). */
public final class FirewallRule {
    private FirewallRule() {}

    /** An end of a rule and the tags that must stand before it can be named. */
    public record Endpoint(ObjectNode json, List<ObjectKey> tags) {
        public static Endpoint any() {
            return new Endpoint(JsonNodeFactory.instance.objectNode().put("any", true), List.of());
        }

        public static Endpoint tagged(ObjectKey... tags) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            var names = json.putArray("tags");
            Arrays.stream(tags).map(tag -> tag.fqName().leaf()).sorted().forEach(names::add);
            return new Endpoint(json, List.of(tags));
        }
    }

    /** Lets everything pass from one end to the other. */
    public static ContrailObjectBuilder passAll(ObjectKey key, Endpoint from, Endpoint to) {
        ObjectNode service = JsonNodeFactory.instance.objectNode().put("protocol", "any");
        service.putObject("dst_ports").put("start_port", 0).put("end_port", 65535);
        ObjectNode noTagTypes = JsonNodeFactory.instance.objectNode();
        // Without the empty list the server would match on the application tag (API-145).
        noTagTypes.putArray("tag_list");
        var builder = new ContrailObjectBuilder(key)
                .property("action_list", JsonNodeFactory.instance.objectNode().put("simple_action", "pass"))
                .property("direction", ">")
                .property("service", service)
                .property("endpoint_1", from.json())
                .property("endpoint_2", to.json())
                .property("match_tags", noTagTypes);
        from.tags().forEach(builder::after);
        to.tags().forEach(builder::after);
        return builder;
    }
}
