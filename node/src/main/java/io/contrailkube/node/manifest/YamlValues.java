package io.contrailkube.node.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML nodes as JSON, in the reading of kubectl: words such as {@code yes} and {@code off} are booleans. */
final class YamlValues {
    /** Many times the largest object that etcd takes; aliases could otherwise blow up a small text. */
    private static final int MOST_NODES = 1_000_000;

    private static final int DEEPEST = 200;
    private static final Map<String, Boolean> WORDS = Map.ofEntries(
            Map.entry("y", true),
            Map.entry("Y", true),
            Map.entry("yes", true),
            Map.entry("Yes", true),
            Map.entry("YES", true),
            Map.entry("on", true),
            Map.entry("On", true),
            Map.entry("ON", true),
            Map.entry("n", false),
            Map.entry("N", false),
            Map.entry("no", false),
            Map.entry("No", false),
            Map.entry("NO", false),
            Map.entry("off", false),
            Map.entry("Off", false),
            Map.entry("OFF", false));

    private int nodes;

    private YamlValues() {}

    /** Well-formed YAML that is no JSON. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;

        Unreadable(Node node, String problem) {
            super(problem);
            this.line = YamlValues.line(node);
        }

        int line() {
            return line;
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    static JsonNode json(Node node) {
        return new YamlValues().value(node, 0);
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Whether a document holds only comments. */
    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private JsonNode value(Node node, int depth) {
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw new Unreadable(node, "this is too large or too deep");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(element -> array.add(value(element, depth + 1)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            Node keyNode = field.getKeyNode();
            if (!(keyNode instanceof ScalarNode key)) {
                throw new Unreadable(keyNode, "a key must be a text");
            }
            if (key.getValue().equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
                throw new Unreadable(keyNode, "merge keys (<<) are not understood here");
            }
            if (object.has(key.getValue())) {
                throw new Unreadable(keyNode, "key '" + key.getValue() + "' stands twice");
            }
            object.set(key.getValue(), value(field.getValueNode(), depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Boolean word = node.getScalarStyle() == ScalarStyle.PLAIN ? WORDS.get(text) : null;
        if (word != null) {
            return JsonNodeFactory.instance.booleanNode(word);
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
                ? number(node, text)
                : JsonNodeFactory.instance.textNode(text);
    }

    private static JsonNode number(ScalarNode node, String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0o")) {
                int radix = text.charAt(1) == 'x' ? 16 : 8;
                return JsonNodeFactory.instance.numberNode(new BigInteger(text.substring(2), radix));
            }
            return node.getTag().equals(Tag.INT)
                    ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
                    : JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new Unreadable(node, "'" + text + "' is no number that JSON has");
        }
    }
}
