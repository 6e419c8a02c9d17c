package io.contrailkube.core.enforce;

import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Assignment.Isolation;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.state.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who has to put which tags on pods. A namespace is asked for a term only where an end that contains it can lie, and is
 * asked anew only when something has changed for it.
 */
final class Assignments {
    private final NamespaceLabels labels;
    private final PortDirectory ports = new PortDirectory();
    private final Map<String, Profile> profiles = new HashMap<>();
    private final Map<End.Pods, Integer> users = new HashMap<>();
    /** Where the ends lie that lie in some namespaces only. */
    private final Map<End.Pods, Set<String>> placed = new HashMap<>();

    private final Tally<Term> everywhere = new Tally<>();
    private final Map<String, Tally<Term>> byNamespace = new HashMap<>();
    private final Map<String, Tally<Isolation>> isolations = new HashMap<>();
    /** What namespaces have said last that their pods bear. */
    private final Map<String, Assignment> carried = new HashMap<>();

    private final Set<String> unanswered = new TreeSet<>();
    private final Set<String> changed = new TreeSet<>();

    Assignments(NamespaceLabels labels) {
        this.labels = labels;
    }

    /**
     * What is known of a namespace from now on; null if nothing is.
     *
     * @param relabelled whether its labels have changed
     */
    void know(String namespace, @Nullable Profile profile, boolean relabelled) {
        Profile before = profile == null ? profiles.remove(namespace) : profiles.put(namespace, profile);
        ports.change(namespace, before == null ? Profile.NONE : before, profile == null ? Profile.NONE : profile)
                .forEach(this::touch);
        if (profile == null) {
            carried.remove(namespace);
            unanswered.remove(namespace);
            changed.remove(namespace);
        } else if (before == null) {
            touch(namespace);
        }
        if (relabelled) {
            replace(namespace);
        }
    }

    private void replace(String namespace) {
        for (Map.Entry<End.Pods, Set<String>> end : placed.entrySet()) {
            boolean was = end.getValue().contains(namespace);
            boolean is = labels.admit(namespace, end.getKey().terms());
            if (was != is) {
                place(end.getKey(), namespace, is);
            }
        }
    }

    /** Pods of this end have to be told from others. */
    void want(End.Pods end) {
        if (users.merge(end, 1, Integer::sum) == 1) {
            Optional<Set<String>> where = labels.of(end.terms());
            if (where.isPresent()) {
                placed.put(end, new HashSet<>());
                where.get().forEach(namespace -> place(end, namespace, true));
            } else if (!terms(end).isEmpty()) {
                terms(end).forEach(term -> everywhere.count(term, 1));
                profiles.keySet().forEach(this::touch);
            }
        }
    }

    void drop(End.Pods end) {
        if (users.merge(end, -1, (old, less) -> old + less == 0 ? null : old + less) == null) {
            Set<String> where = placed.remove(end);
            if (where != null) {
                where.forEach(namespace -> tally(end, namespace, -1));
            } else if (!terms(end).isEmpty()) {
                terms(end).forEach(term -> everywhere.count(term, -1));
                profiles.keySet().forEach(this::touch);
            }
        }
    }

    void want(Isolation isolation) {
        count(isolation, 1);
    }

    void drop(Isolation isolation) {
        count(isolation, -1);
    }

    /** Whether every pod of this end can be told from others now. */
    boolean isCarried(End.Pods end) {
        List<Term> terms = terms(end);
        Set<String> where = placed.get(end);
        if (where == null) {
            return unanswered.stream()
                    .allMatch(namespace -> carried(namespace).terms().containsAll(terms));
        }
        return where.stream()
                .allMatch(namespace -> terms.isEmpty()
                        || (profiles.containsKey(namespace)
                                && (!unanswered.contains(namespace)
                                        || carried(namespace).terms().containsAll(terms))));
    }

    boolean isCarried(Isolation isolation) {
        String namespace = namespaceOf(isolation);
        return profiles.containsKey(namespace)
                && (!unanswered.contains(namespace)
                        || carried(namespace).isolations().contains(isolation));
    }

    /** Whether no pod is marked any more that is not to be. */
    boolean isWithdrawn(Isolation isolation) {
        return !unanswered.contains(namespaceOf(isolation));
    }

    Assignment of(String namespace) {
        var terms = new TreeSet<>(everywhere.all());
        terms.addAll(byNamespace.getOrDefault(namespace, new Tally<>()).all());
        Profile profile = profiles.getOrDefault(namespace, Profile.NONE);
        return new Assignment(
                terms,
                List.copyOf(isolations.getOrDefault(namespace, new Tally<>()).all()),
                ports.answer(profile.portNames()),
                profile.portNames());
    }

    /** A namespace says that its pods bear what an assignment asks for; one that is not asked for any more says nothing. */
    void answered(String namespace, String fingerprint) {
        if (unanswered.contains(namespace)) {
            Assignment asked = of(namespace);
            if (asked.fingerprint().equals(fingerprint)) {
                carried.put(namespace, asked);
                unanswered.remove(namespace);
            }
        }
    }

    /** Namespaces to be asked anew. */
    Set<String> takeChanged() {
        Set<String> taken = new TreeSet<>(changed);
        changed.clear();
        return taken;
    }

    Set<String> unanswered() {
        return new TreeSet<>(unanswered);
    }

    private Assignment carried(String namespace) {
        return carried.getOrDefault(namespace, Assignment.NONE);
    }

    private void count(Isolation isolation, int by) {
        String namespace = namespaceOf(isolation);
        if (isolations.computeIfAbsent(namespace, any -> new Tally<>()).count(isolation, by)) {
            touch(namespace);
        }
    }

    private void place(End.Pods end, String namespace, boolean there) {
        Set<String> where = placed.getOrDefault(end, Set.of());
        if (there) {
            where.add(namespace);
        } else {
            where.remove(namespace);
        }
        tally(end, namespace, there ? 1 : -1);
    }

    private void tally(End.Pods end, String namespace, int by) {
        Tally<Term> tally = byNamespace.computeIfAbsent(namespace, any -> new Tally<>());
        boolean news = false;
        for (Term term : terms(end)) {
            news |= tally.count(term, by);
        }
        if (tally.all().isEmpty()) {
            byNamespace.remove(namespace);
        }
        if (news) {
            touch(namespace);
        }
    }

    private void touch(String namespace) {
        if (profiles.containsKey(namespace)) {
            changed.add(namespace);
            unanswered.add(namespace);
        }
    }

    /** Terms whose tags are not on every pod anyway. */
    private static List<Term> terms(End.Pods end) {
        var terms = new ArrayList<Term>(end.terms());
        terms.removeIf(term -> term instanceof Term.InNamespace || term instanceof Term.EveryPod);
        return terms;
    }

    private static String namespaceOf(Isolation isolation) {
        return isolation.subject().terms().stream()
                .filter(Term.InNamespace.class::isInstance)
                .map(term -> ((Term.InNamespace) term).name())
                .findFirst()
                .orElseThrow();
    }
}
