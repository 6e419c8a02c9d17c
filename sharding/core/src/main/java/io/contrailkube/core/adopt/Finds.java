package io.contrailkube.core.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found, by name, by type, and by what it belongs to; lists are in the order of names. */
final class Finds {
    /** Types by references to which an object is reached. */
    private static final List<String> LEADS = List.of(
            ContrailTypes.VIRTUAL_MACHINE,
            ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
            ContrailTypes.LOADBALANCER,
            ContrailTypes.LOADBALANCER_LISTENER);

    private record Link(String type, ObjectKey to) {}

    private final Map<ObjectKey, Actual> byKey = new HashMap<>();
    private final Map<String, List<Actual>> byType = new HashMap<>();
    private final Map<Link, List<Actual>> referring = new HashMap<>();
    private final Map<Link, List<Actual>> children = new HashMap<>();

    Finds(Collection<Actual> found) {
        found.stream().sorted(Comparator.comparing(Actual::key)).forEach(this::add);
    }

    private void add(Actual actual) {
        if (byKey.putIfAbsent(actual.key(), actual) != null) {
            return;
        }
        String type = actual.key().type();
        byType.computeIfAbsent(type, any -> new ArrayList<>()).add(actual);
        for (String lead : LEADS) {
            targets(actual, lead).forEach(to -> referring
                    .computeIfAbsent(new Link(type, to), any -> new ArrayList<>())
                    .add(actual));
        }
        ContrailTypes.of(type).parentOf(actual.key().fqName()).ifPresent(parent -> children.computeIfAbsent(
                        new Link(type, parent), any -> new ArrayList<>())
                .add(actual));
    }

    List<Actual> ofType(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /** Objects of a type that refer to another object. */
    List<Actual> referring(String type, ObjectKey to) {
        return referring.getOrDefault(new Link(type, to), List.of());
    }

    List<Actual> children(String type, ObjectKey parent) {
        return children.getOrDefault(new Link(type, parent), List.of());
    }

    Optional<Actual> withUuid(String type, String uuid) {
        return ofType(type).stream()
                .filter(actual -> actual.uuid().equals(uuid))
                .findFirst();
    }

    /** What an object refers to, of a type. */
    static List<ObjectKey> targets(Actual actual, String type) {
        return named(actual.body().path(ContrailTypes.of(type).refField()), type);
    }

    /** Objects of a type as a list of references, forwards or backwards, names them. */
    static List<ObjectKey> named(JsonNode references, String type) {
        var targets = new ArrayList<ObjectKey>();
        for (JsonNode reference : references) {
            key(reference, type).ifPresent(targets::add);
        }
        return targets;
    }

    static Optional<ObjectKey> key(JsonNode reference, String type) {
        var parts = new ArrayList<String>();
        reference.path("to").forEach(part -> parts.add(part.asText()));
        return parts.isEmpty() ? Optional.empty() : Optional.of(new ObjectKey(type, new FqName(parts)));
    }
}
