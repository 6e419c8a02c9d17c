package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.desired.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds requests for which two routes hold. Kubernetes would take the more special one, but svc-monitor writes its rules in
 * no order (spec 02 section 2), so either may serve them. The default is no rule and comes last in any case.
 */
final class Overlaps {
    /** Routes by path, then by host. */
    private final Map<String, Map<String, Route>> byPath = new LinkedHashMap<>();

    private Overlaps(List<Route> routes) {
        routes.stream().filter(route -> !route.isDefault()).forEach(route -> byPath.computeIfAbsent(
                        key(route.path()), path -> new LinkedHashMap<>())
                .put(route.host(), route));
    }

    /** One for all, with the first example. */
    static Optional<Problem> of(List<Route> routes) {
        var overlaps = new Overlaps(routes);
        return routes.stream()
                .filter(route -> !route.isDefault())
                .flatMap(route -> overlaps.wider(route).map(other -> told(route, other)).stream())
                .findFirst();
    }

    private static Problem told(Route route, Route other) {
        return Problem.warning(
                "InvalidPath",
                "the backend of " + other.shown() + " may also get requests for " + route.shown()
                        + ": the load balancer knows no order of rules; let no rule hold where another does");
    }

    /** A route of another condition that holds for all paths of this one, on a host that both are for. */
    private Optional<Route> wider(Route route) {
        return covering(route.path()).stream()
                .flatMap(path -> onHost(byPath.getOrDefault(path, Map.of()), route).stream())
                .findFirst();
    }

    private static Optional<Route> onHost(Map<String, Route> byHost, Route route) {
        Stream<Route> others = route.host().isEmpty()
                ? byHost.values().stream()
                : Stream.of(route.host(), "").map(byHost::get).filter(Objects::nonNull);
        return others.filter(other -> !other.condition().equals(route.condition()))
                .findFirst();
    }

    /** Keys of everything that holds for a path, itself included. */
    private static List<String> covering(PathMatch match) {
        var keys = new ArrayList<>(List.of(key(match), key(PathMatch.EVERY)));
        for (String stem = match.path(); !stem.isEmpty(); stem = stem.substring(0, stem.lastIndexOf('/'))) {
            keys.add(key(new PathMatch(stem, true)));
        }
        return keys;
    }

    private static String key(PathMatch match) {
        return match.path() + (match.prefix() ? "|" : "");
    }
}
