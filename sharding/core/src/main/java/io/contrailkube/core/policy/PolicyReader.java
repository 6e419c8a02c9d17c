package io.contrailkube.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.policy.Policy.Peer;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads what a network policy means (spec 03 section 11.1). Whatever is wrong in it makes it allow less, never more, and
 * leaves the rest as it is.
 */
public final class PolicyReader {
    private static final String SUBJECT = "spec.podSelector";
    private static final String TYPES = "policyTypes";
    /** With too many pods isolated, its rules would open some of them that others have closed. */
    private static final String SUBJECT_UNTIL =
            "the pods that match the rest of it are isolated, and this policy allows nothing";

    private final JsonNode spec;
    private final Faults faults = new Faults();

    private PolicyReader(JsonNode spec) {
        this.spec = spec;
    }

    /** @param faults what is wrong or without effect, with path, reason and remedy */
    public record Reading(Policy policy, List<Problem> faults) {}

    /** @param spec {@code spec} of a NetworkPolicy; anything at all */
    public static Reading read(JsonNode spec) {
        return new PolicyReader(spec).read();
    }

    private Reading read() {
        if (!Faults.isAbsent(spec) && !spec.isObject()) {
            faults.invalid("spec", spec + " is no object", "all pods are isolated, and this policy allows nothing");
        }
        faults.others(spec, "spec", Set.of("podSelector", TYPES, "ingress", "egress"));
        var subject = SelectorReader.read(spec.path("podSelector"), SUBJECT, SUBJECT_UNTIL, faults);
        SortedMap<Direction, List<Rule>> directions = new TreeMap<>();
        for (Direction direction : directions()) {
            List<Rule> rules = rules(direction);
            directions.put(direction, subject.sound() ? rules : List.of());
        }
        return new Reading(new Policy(subject.selector(), directions), faults.all());
    }

    /** What is no direction makes it isolate in those that it would isolate in without the list. */
    private SortedSet<Direction> directions() {
        JsonNode types = spec.path(TYPES);
        var named = new TreeSet<Direction>();
        boolean asByDefault = Faults.isAbsentOrEmpty(types);
        if (!Faults.isAbsent(types) && !types.isArray()) {
            wrongType(types, "spec." + TYPES);
            asByDefault = true;
        }
        for (int index = 0; index < types.size(); index++) {
            switch (types.path(index).asText()) {
                case "Ingress" -> named.add(Direction.INGRESS);
                case "Egress" -> named.add(Direction.EGRESS);
                default -> {
                    wrongType(types.path(index), "spec." + TYPES + '[' + index + ']');
                    asByDefault = true;
                }
            }
        }
        if (asByDefault) {
            named.add(Direction.INGRESS);
            if (!Faults.isAbsentOrEmpty(spec.path("egress"))) {
                named.add(Direction.EGRESS);
            }
        }
        return named;
    }

    private void wrongType(JsonNode type, String path) {
        faults.invalid(
                path,
                type + " is neither Ingress nor Egress",
                "the policy also isolates in the directions in which it would without policyTypes");
    }

    private List<Rule> rules(Direction direction) {
        String field = direction == Direction.INGRESS ? "ingress" : "egress";
        JsonNode list = spec.path(field);
        if (!Faults.isAbsent(list) && !list.isArray()) {
            faults.invalid("spec." + field, list + " is no list of rules", "nothing is allowed in that direction");
            return List.of();
        }
        var rules = new ArrayList<Rule>();
        for (int index = 0; index < list.size(); index++) {
            String peers = direction == Direction.INGRESS ? "from" : "to";
            rule(list.path(index), "spec." + field + '[' + index + ']', peers).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<Rule> rule(JsonNode rule, String path, String peersField) {
        faults.others(rule, path, Set.of(peersField, "ports"));
        if (!rule.isObject()) {
            faults.invalid(path, rule + " is no rule", "it allows nothing");
            return Optional.empty();
        }
        Optional<List<Peer>> peers = elements(rule.path(peersField), path + '.' + peersField, PeerReader::read);
        Optional<List<Port>> ports = elements(rule.path("ports"), path + ".ports", PortReader::read);
        return peers.isPresent() && ports.isPresent()
                ? Optional.of(new Rule(peers.get(), ports.get()))
                : Optional.empty();
    }

    /** Reads an element; what is wrong goes to the faults. */
    private interface ElementReader<T> {
        Optional<T> read(JsonNode element, String path, Faults faults);
    }

    /** What can be read of a list; empty if that is nothing although there is one, for no list at all means everything. */
    private <T> Optional<List<T>> elements(JsonNode list, String path, ElementReader<T> reader) {
        if (Faults.isAbsentOrEmpty(list)) {
            return Optional.of(List.of());
        }
        if (!list.isArray()) {
            faults.invalid(path, list + " is no list", "this rule allows nothing");
        }
        var elements = new ArrayList<T>();
        for (int index = 0; list.isArray() && index < list.size(); index++) {
            reader.read(list.path(index), path + '[' + index + ']', faults).ifPresent(elements::add);
        }
        return elements.isEmpty() ? Optional.empty() : Optional.of(elements);
    }
}
