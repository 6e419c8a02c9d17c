package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A firewall rule between endpoints (spec 03 section 6, spec 04 section 15.11). */
public final class FirewallRule {
    private static final String DIRECTION = ">";
    private static final int HASH_DIGITS = 12;
    private static final String ANY_PROTOCOL = "any";
    private static final int HIGHEST_PORT = 65535;

    private FirewallRule() {}

    /** An end of a rule and what must stand before it can be named. */
    public record Endpoint(ObjectNode json, List<ObjectKey> needs) {
        public static Endpoint any() {
            return new Endpoint(JsonNodeFactory.instance.objectNode().put("any", true), List.of());
        }

        public static Endpoint tagged(ObjectKey... tags) {
            return tagged(Arrays.asList(tags));
        }

        /** Who bears all of these tags; at least one. */
        public static Endpoint tagged(Collection<ObjectKey> tags) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            var names = json.putArray("tags");
            tags.stream().map(tag -> tag.fqName().leaf()).sorted().forEach(names::add);
            return new Endpoint(json, List.copyOf(tags));
        }

        public static Endpoint addresses(ObjectKey group) {
            return new Endpoint(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("address_group", group.fqName().toString()),
                    List.of(group));
        }
    }

    /** What becomes of what a rule matches. */
    public enum Action {
        PASS,
        DENY;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param protocol {@code any}, {@code tcp}, {@code udp}, {@code sctp} */
    public record Ports(String protocol, int from, int to) {
        private static final Ports EVERYTHING = new Ports(ANY_PROTOCOL, 0, HIGHEST_PORT);

        private ObjectNode json() {
            ObjectNode service = JsonNodeFactory.instance.objectNode();
            service.putObject("dst_ports").put("end_port", to).put("start_port", from);
            return service.put("protocol", protocol);
        }
    }

    /** What a rule says, without its name. */
    public record Content(Action action, Endpoint from, Endpoint to, Ports ports) {
        /** For names by content: the same for equal contents, here and in any version to come. */
        public String hash() {
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            sorted.putObject("action_list").put("simple_action", action.text());
            sorted.put("direction", DIRECTION);
            sorted.set("endpoint_1", from.json());
            sorted.set("endpoint_2", to.json());
            sorted.set("service", ports.json());
            return Uuids.shortHash(sorted.toString(), HASH_DIGITS);
        }
    }

    /** Lets everything pass from one end to the other. */
    public static ContrailObjectBuilder passAll(ObjectKey key, Endpoint from, Endpoint to) {
        return of(key, new Content(Action.PASS, from, to, Ports.EVERYTHING));
    }

    public static ContrailObjectBuilder of(ObjectKey key, Content content) {
        ObjectNode noTagTypes = JsonNodeFactory.instance.objectNode();
        // Without the empty list the server would match on the application tag (API-145).
        noTagTypes.putArray("tag_list");
        var builder = new ContrailObjectBuilder(key)
                .property(
                        "action_list",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("simple_action", content.action().text()))
                .property("direction", DIRECTION)
                .property("service", content.ports().json())
                .property("endpoint_1", content.from().json())
                .property("endpoint_2", content.to().json())
                .property("match_tags", noTagTypes);
        content.from().needs().forEach(builder::after);
        content.to().needs().forEach(builder::after);
        return builder;
    }
}
