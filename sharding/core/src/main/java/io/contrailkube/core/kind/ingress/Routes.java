package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.config.ClusterSettings.Ingresses.PrefixMode;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the rules of an ingress mean, as far as svc-monitor can express it (spec 02 sections 7.4 and 11.2). What it cannot is
 * left out and told; of two for the same requests the first counts.
 */
final class Routes {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final String WILDCARD = "*.";
    private static final String PREFIX = "Prefix";
    /** So many paths are named in one message. */
    private static final int NAMED = 5;

    private final PrefixMode mode;
    private final Map<String, Route> byCondition = new LinkedHashMap<>();
    private final List<String> exactOnly = new ArrayList<>();
    private final List<Problem> problems;

    private Routes(PrefixMode mode, List<Problem> problems) {
        this.mode = mode;
        this.problems = problems;
    }

    /** The routes, in the order of the rules, the default backend last. */
    static List<Route> of(IngressFact ingress, PrefixMode mode, List<Problem> problems) {
        var routes = new Routes(mode, problems);
        ingress.paths().forEach(routes::add);
        if (ingress.defaultBackend() != null) {
            routes.addDefault(ingress.defaultBackend());
        }
        routes.tellExactOnly();
        return List.copyOf(routes.byCondition.values());
    }

    private void add(Path path) {
        String host = path.host().toLowerCase(Locale.ROOT);
        if (host.startsWith(WILDCARD)) {
            warn(
                    "InvalidPath",
                    "host '" + Quoted.text(host)
                            + "' is not served: wildcards cannot be expressed; name each host in a rule of its own");
        } else if (!host.isEmpty() && !HOST.matcher(host).matches()) {
            warn("InvalidPath", "host '" + Quoted.text(host) + "' is not served: it is no name of a host");
        } else {
            match(path).ifPresent(match -> put(new Route(host, match, path.backend()), "a second rule for "));
        }
    }

    private void addDefault(IngressFact.Backend backend) {
        put(new Route("", PathMatch.EVERY, backend), "spec.defaultBackend, after a rule without host and path, for ");
    }

    private void put(Route route, String called) {
        if (route.backend().service().isEmpty()) {
            warn(
                    "UnsupportedBackend",
                    route.shown() + " is not served: its backend is no Service; only Services can be backends");
        } else if (byCondition.putIfAbsent(route.condition(), route) != null) {
            warn("FieldIgnored", called + route.shown() + " has no effect here: the first one counts");
        }
    }

    private Optional<PathMatch> match(Path path) {
        String text = path.path();
        if (!PathMatch.isExpressible(text)) {
            warn(
                    "InvalidPath",
                    "path '" + Quoted.text(text)
                            + "' is not served: a path begins with a slash and holds letters, digits and "
                            + "/ . _ ~ ! & * + , ; = : @ % ( ) - only");
            return Optional.empty();
        }
        if (!path.type().equals(PREFIX)) {
            return Optional.of(new PathMatch(text, false));
        }
        String stem = withoutSlashes(text);
        if (stem.isEmpty()) {
            return Optional.of(PathMatch.EVERY);
        }
        if (mode == PrefixMode.HAPROXY_REGEX) {
            return Optional.of(new PathMatch(stem, true));
        }
        exactOnly.add(text);
        return Optional.of(new PathMatch(text, false));
    }

    private void tellExactOnly() {
        if (!exactOnly.isEmpty()) {
            String more = exactOnly.size() > NAMED ? " and " + (exactOnly.size() - NAMED) + " more" : "";
            warn(
                    "InvalidPath",
                    "of pathType Prefix, but served only as they are, without what is below: "
                            + String.join(", ", exactOnly.subList(0, Math.min(NAMED, exactOnly.size()))) + more
                            + "; use pathType Exact, or set the option ingress-prefix-mode to haproxy-regex");
        }
    }

    private void warn(String reason, String message) {
        problems.add(Problem.warning(reason, message));
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
