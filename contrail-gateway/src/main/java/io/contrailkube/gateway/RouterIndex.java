package io.contrailkube.gateway;

import io.contrailkube.core.plan.Actual;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which virtual-router is that of a node (spec 02 section 4.6); an answer costs the same with any number of them. */
final class RouterIndex {
    static final String ADDRESS = "virtual_router_ip_address";

    private final Map<String, List<Actual>> byAddress = new HashMap<>();
    private final Map<String, List<Actual>> byName = new HashMap<>();
    private final Map<String, List<Actual>> byFirstLabel = new HashMap<>();

    RouterIndex(Collection<Actual> routers) {
        for (Actual router : routers) {
            String address = router.body().path(ADDRESS).asText();
            if (!address.isEmpty()) {
                add(byAddress, address, router);
            }
            add(byName, name(router), router);
            add(byFirstLabel, firstLabel(name(router)), router);
        }
    }

    /** By an address; else by the name, whatever the case; else by its first label, if one of both has no more than that. */
    Optional<Actual> of(List<String> addresses, String node) {
        String name = folded(node);
        for (String address : addresses) {
            List<Actual> there = byAddress.getOrDefault(address, List.of());
            // Of several with one address, one may be the leftover of a node that was renamed.
            Optional<Actual> router =
                    only(there).or(() -> only(there, one -> name(one).equals(name)));
            if (router.isPresent()) {
                return router;
            }
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<Actual> named = byName.getOrDefault(name, List.of());
        return only(named, one -> one.key().fqName().leaf().equals(node))
                .or(() -> only(named))
                .or(() -> byFirstLabel(name));
    }

    /** The one with this address. */
    Optional<Actual> at(String address) {
        return only(byAddress.getOrDefault(address, List.of()));
    }

    /** Two full names that differ are two nodes; nor is there an answer when several have the label. */
    private Optional<Actual> byFirstLabel(String name) {
        String label = firstLabel(name);
        return only(byFirstLabel.getOrDefault(label, List.of()))
                .filter(router -> name.equals(label) || name(router).equals(label));
    }

    private static Optional<Actual> only(List<Actual> routers) {
        return only(routers, any -> true);
    }

    private static Optional<Actual> only(List<Actual> routers, Predicate<Actual> fits) {
        List<Actual> found = routers.stream().filter(fits).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static void add(Map<String, List<Actual>> index, String key, Actual router) {
        index.computeIfAbsent(key, any -> new ArrayList<>(1)).add(router);
    }

    private static String name(Actual router) {
        return folded(router.key().fqName().leaf());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String firstLabel(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
