package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A NetworkPolicy of Kubernetes.
 *
 * @param rules for the directions in which it isolates
 */
record KubePolicy(String namespace, String name, Selector subject, Map<Direction, List<KubeRule>> rules) {
    static KubePolicy of(JsonNode object) {
        JsonNode spec = object.path("spec");
        Selector subject = Selector.of(spec.path("podSelector"));
        Map<Direction, List<KubeRule>> rules = new EnumMap<>(Direction.class);
        for (Direction direction : types(spec)) {
            rules.put(direction, subject.sound() ? rules(spec, direction) : List.of());
        }
        return new KubePolicy(
                object.at("/metadata/namespace").asText("default"),
                object.at("/metadata/name").asText(),
                subject,
                rules);
    }

    private static List<KubeRule> rules(JsonNode spec, Direction direction) {
        JsonNode list = spec.path(direction == Direction.INGRESS ? "ingress" : "egress");
        String peers = direction == Direction.INGRESS ? "from" : "to";
        List<KubeRule> rules = new ArrayList<>();
        for (int index = 0; list.isArray() && index < list.size(); index++) {
            rules.add(KubeRule.of(index, list.path(index), peers));
        }
        return rules;
    }

    /** Where the types say something impossible, those count as well that follow from the rest. */
    private static Set<Direction> types(JsonNode spec) {
        JsonNode said = spec.path("policyTypes");
        boolean byDefault = said.isEmpty();
        Set<Direction> types = EnumSet.noneOf(Direction.class);
        for (JsonNode type : said) {
            switch (type.asText()) {
                case "Ingress" -> types.add(Direction.INGRESS);
                case "Egress" -> types.add(Direction.EGRESS);
                default -> byDefault = true;
            }
        }
        if (byDefault) {
            types.add(Direction.INGRESS);
            if (!spec.path("egress").isEmpty()) {
                types.add(Direction.EGRESS);
            }
        }
        return types;
    }

    /**
     * A selector that says something impossible selects what its possible part does, and then its policy allows nothing: too
     * many are isolated, not too few.
     */
    boolean selects(KubePod pod) {
        return !pod.onNode() && pod.id().namespace().equals(namespace) && subject.matches(pod.labels());
    }

    List<KubeRule> rules(Direction direction) {
        return rules.getOrDefault(direction, List.of());
    }

    @Override
    public String toString() {
        return namespace + '/' + name;
    }
}
