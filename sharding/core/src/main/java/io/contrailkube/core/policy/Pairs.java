package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What becomes of flows between pods that are isolated for sending and pods that are isolated for receiving: both sides must
 * agree to them, while one rule that matches is enough for Contrail (spec 03 section 11.4).
 */
public final class Pairs {
    private Pairs() {}

    /** A flow to which both sides agree. */
    public record Allowed(End.Pods from, End.Pods to, Service service) {
        /** The same text for equal ones only. */
        public String text() {
            return from.text() + " > " + to.text() + ' ' + service;
        }
    }

    /** Pods between which nothing else passes. */
    public record Denied(End.Pods from, End.Pods to) {
        /** The same text for equal ones only. */
        public String text() {
            return from.text() + " > " + to.text();
        }
    }

    /**
     * What a rule for sending and a rule for receiving allow together; empty if that is nothing.
     *
     * @param possible whether there may ever be a pod for which all these terms hold; it may say yes whenever in doubt
     */
    public static Optional<Allowed> allowed(Atom egress, Atom ingress, Predicate<SortedSet<Term>> possible) {
        Optional<Service> service = egress.service().intersect(ingress.service());
        if (service.isEmpty()) {
            return Optional.empty();
        }
        End.Pods from = both((End.Pods) egress.from(), ingress.from());
        End.Pods to = both((End.Pods) ingress.to(), egress.to());
        return isConsistent(from)
                        && isConsistent(to)
                        && isOfOneVersion(from, to)
                        && possible.test(from.terms())
                        && possible.test(to.terms())
                ? Optional.of(new Allowed(from, to, service.get()))
                : Optional.empty();
    }

    /** The pods of the first that are also at the second; addresses become those of pods, as an end cannot mix both. */
    private static End.Pods both(End.Pods subject, End peer) {
        if (peer instanceof End.Pods pods) {
            // That it is a pod goes without saying where something else is said of it.
            return subject.and(pods.terms().stream()
                    .filter(term -> !(term instanceof Term.EveryPod))
                    .toList());
        }
        return peer instanceof End.Block block ? subject.and(List.of(new Term.Within(block.prefixes()))) : subject;
    }

    /** A pod is in one namespace, and a label of it has one value. */
    private static boolean isConsistent(End.Pods pods) {
        var terms = new ArrayList<>(pods.terms());
        for (int one = 0; one < terms.size(); one++) {
            for (int other = 0; other < one; other++) {
                if (exclude(terms.get(one), terms.get(other))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean exclude(Term one, Term other) {
        if (one instanceof Term.Labelled some && other instanceof Term.Labelled others) {
            return some.selector().excludes(others.selector());
        }
        if (one instanceof Term.NamespaceLabelled some && other instanceof Term.NamespaceLabelled others) {
            return some.selector().excludes(others.selector());
        }
        return one instanceof Term.InNamespace && other instanceof Term.InNamespace && !one.equals(other);
    }

    /** A packet is of one version of IP; a pod may have addresses of both, but its tags are the same for both. */
    private static boolean isOfOneVersion(End.Pods from, End.Pods to) {
        return Stream.of(from, to)
                        .flatMap(end -> end.terms().stream())
                        .flatMap(term -> term instanceof Term.Within within
                                ? within.prefixes().stream().map(Cidr::isVersion6)
                                : Stream.empty())
                        .distinct()
                        .count()
                <= 1;
    }
}
