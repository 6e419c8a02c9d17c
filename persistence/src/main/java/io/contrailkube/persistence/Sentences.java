package io.contrailkube.persistence;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.core.state.Level;
import io.contrailkube.core.state.NamespaceEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One sentence per event: the table of how each is told. */
final class Sentences {
    /** Objects named in a sentence; the details have them all. */
    private static final int NAMED = 5;

    private static final Map<Class<?>, Function<Object, String>> ALL = Map.ofEntries(
            row(
                    LedgerEvent.PlanBegun.class,
                    e -> "plan begun for " + e.owner()
                            + parts(
                                    part("creating", keys(e.creating())),
                                    part("changing", e.changing()),
                                    part("deleting", e.deleting()))),
            row(
                    LedgerEvent.PlanEnded.class,
                    e -> "plan ended for " + e.owner()
                            + parts(part("standing", keys(e.standing())), part("gone", e.gone()))),
            row(
                    LedgerEvent.ObjectsFound.class,
                    e -> "looked in Contrail for " + e.owner()
                            + parts(part("found", keys(e.found())), part("missing", e.missing()))),
            row(NamespaceEvent.Entered.class, e -> "serving the namespace of uid " + e.uid()),
            row(NamespaceEvent.Isolated.class, e -> "isolated until the namespace is deleted"),
            row(
                    NamespaceEvent.ForwardingFixed.class,
                    e -> "pod network " + underlay(e.forwarding()) + ", and stays so"),
            row(NamespaceEvent.Left.class, e -> "the namespace is deleted and nothing stands for it any more"),
            row(
                    ClusterEvent.Contributed.class,
                    e -> "namespace " + e.namespace() + " wants among the shared objects: " + wishes(e.contribution())),
            row(ClusterEvent.Departed.class, e -> "namespace " + e.namespace() + " is gone for good"),
            row(
                    ClusterEvent.DefaultForwardingFixed.class,
                    e -> "default pod network " + underlay(e.forwarding()) + ", and stays so"),
            row(
                    ClusterEvent.PolicyClaimed.class,
                    e -> "namespace " + e.namespace() + " wants of network policy " + e.name() + " (" + e.uid() + "): "
                            + levels(e.levels())),
            row(
                    ClusterEvent.EditionStepped.class,
                    e -> "edition " + e.edition() + " of network policy " + e.uid() + " in namespace " + e.namespace()
                            + " is at stage " + e.stage()),
            row(
                    ClusterEvent.SubjectsMarked.class,
                    e -> "isolated pods are kept apart by "
                            + (e.marked() ? "marks on each of them" : "rules for pairs")));

    private Sentences() {}

    static Optional<String> of(Object event) {
        return Optional.ofNullable(ALL.get(event.getClass())).map(telling -> telling.apply(event));
    }

    private static <T> Map.Entry<Class<?>, Function<Object, String>> row(Class<T> type, Function<T, String> telling) {
        return Map.entry(type, event -> telling.apply(type.cast(event)));
    }

    private static List<ObjectKey> keys(Collection<LedgerEntry> entries) {
        return entries.stream().map(LedgerEntry::key).toList();
    }

    private static String parts(String... parts) {
        String joined = Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
        return joined.isEmpty() ? ": nothing" : ": " + joined;
    }

    private static String part(String verb, List<ObjectKey> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        String named = keys.stream()
                .limit(NAMED)
                .map(key -> key.type() + ' ' + key.fqName())
                .collect(Collectors.joining(", "));
        return verb + ' ' + named + (keys.size() > NAMED ? " and " + (keys.size() - NAMED) + " more" : "");
    }

    private static String underlay(boolean forwarding) {
        return forwarding ? "is on the underlay" : "is not on the underlay";
    }

    private static String levels(SortedMap<String, Level> levels) {
        return levels.isEmpty()
                ? "nothing"
                : levels.entrySet().stream()
                        .map(edition -> "edition " + edition.getKey() + ' '
                                + edition.getValue()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    private static String wishes(Contribution contribution) {
        var wishes = new ArrayList<String>();
        if (!contribution.tags().isEmpty()) {
            wishes.add("tags " + String.join(", ", contribution.tags()));
        }
        if (contribution.firewallRules()) {
            wishes.add("its firewall rules");
        }
        if (contribution.defaultSnat() != null) {
            wishes.add("SNAT of the default pod network " + (contribution.defaultSnat() ? "on" : "off"));
        }
        if (contribution.reader() != null) {
            wishes.add("read access for project " + contribution.reader());
        }
        if (!contribution.linkLocal().isEmpty()) {
            wishes.add("link-local services "
                    + contribution.linkLocal().stream()
                            .map(LinkLocalService::name)
                            .collect(Collectors.joining(", ")));
        }
        if (contribution.profile() != null && !contribution.equals(Contribution.NONE)) {
            wishes.add("that its labels and named ports are known");
        }
        return wishes.isEmpty() ? "nothing" : String.join("; ", wishes);
    }
}
