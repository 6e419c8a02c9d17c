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
        Map<Direction, List<KubeRule>> rules = new EnumMap<>(Direction.class);
        for (Direction direction : types(spec)) {
            JsonNode list = spec.path(direction == Direction.INGRESS ? "ingress" : "egress");
            String peers = direction == Direction.INGRESS ? "from" : "to";
            List<KubeRule> read = new ArrayList<>();
            for (int index = 0; index < list.size(); index++) {
                read.add(KubeRule.of(index, list.path(index), peers));
            }
            rules.put(direction, read);
        }
        return new KubePolicy(
                object.at("/metadata/namespace").asText("default"),
                object.at("/metadata/name").asText(),
                Selector.of(spec.path("podSelector")),
                rules);
    }

    private static Set<Direction> types(JsonNode spec) {
        Set<Direction> types = EnumSet.noneOf(Direction.class);
        for (JsonNode type : spec.path("policyTypes")) {
            if (type.asText().equals("Ingress")) {
                types.add(Direction.INGRESS);
            } else if (type.asText().equals("Egress")) {
                types.add(Direction.EGRESS);
            }
        }
        if (spec.path("policyTypes").isEmpty()) {
            types.add(Direction.INGRESS);
            if (!spec.path("egress").isEmpty()) {
                types.add(Direction.EGRESS);
            }
        }
        return types;
    }

    /** A selector that says something impossible selects what its possible part does: too many are isolated, not too few. */
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
