package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.config.ClusterSettings.Ingresses.PrefixMode;
import io.contrailkube.core.contrail.Listener.Tls;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ingress.Entry.Door;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.service.ServiceFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that an ingress serves now (spec 02 section 7.4). A backend that cannot be reached keeps nobody else from being
 * served.
 *
 * @param missing services that are waited for
 */
record Entries(List<Entry> all, Set<String> missing, List<Problem> problems) {
    Entries {
        all = List.copyOf(all);
        missing = Set.copyOf(missing);
        problems = List.copyOf(problems);
    }

    static Entries of(IngressFact ingress, PrefixMode mode, Function<String, Optional<ServiceFact>> services) {
        var problems = new ArrayList<Problem>();
        List<Route> routes = Routes.of(ingress, mode, problems);
        Certificates certificates = Certificates.of(ingress, problems);
        certificates.tellUnused(routes, problems);
        Overlaps.of(routes).ifPresent(problems::add);
        var targets = new LinkedHashMap<Backend, Target.Found>();
        routes.forEach(route -> targets.computeIfAbsent(
                route.backend(), backend -> Target.of(backend, services.apply(backend.service()))));
        targets.values().forEach(found -> found.problem().ifPresent(problems::add));
        var all = new ArrayList<Entry>();
        for (Route route : routes) {
            Optional<Target> target =
                    Optional.ofNullable(targets.get(route.backend())).flatMap(Target.Found::target);
            target.ifPresent(reached -> {
                all.add(new Entry(Door.HTTP, Tls.NONE, route, reached));
                certificates.of(route).ifPresent(tls -> all.add(new Entry(Door.HTTPS, tls, route, reached)));
            });
        }
        return new Entries(
                all, missing(targets, services), problems.stream().distinct().toList());
    }

    /** Services that at least one entry leads to, in order. */
    List<String> services() {
        return all.stream().map(entry -> entry.target().service()).distinct().toList();
    }

    private static Set<String> missing(
            Map<Backend, Target.Found> targets, Function<String, Optional<ServiceFact>> services) {
        return targets.keySet().stream()
                .map(Backend::service)
                .filter(service -> services.apply(service).isEmpty())
                .collect(Collectors.toSet());
    }
}
