package io.contrailkube.core.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.contrailkube.core.contrail.Cidr;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One end of a rule. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "end")
@JsonSubTypes({
    @JsonSubTypes.Type(value = End.Anything.class, name = "Anything"),
    @JsonSubTypes.Type(value = End.Pods.class, name = "Pods"),
    @JsonSubTypes.Type(value = End.Block.class, name = "Block")
})
public sealed interface End {
    /** The same text for equal ends only. */
    String text();

    /** Everybody, in the cluster or not. */
    record Anything() implements End {
        @Override
        public String text() {
            return "any";
        }
    }

    /** The pods for which all terms hold; at least one term. */
    record Pods(SortedSet<Term> terms) implements End {
        public Pods {
            terms = Collections.unmodifiableSortedSet(new TreeSet<>(terms));
        }

        public static Pods of(Term... terms) {
            return new Pods(new TreeSet<>(List.of(terms)));
        }

        public Pods and(Collection<? extends Term> more) {
            var all = new TreeSet<>(terms);
            all.addAll(more);
            return new Pods(all);
        }

        public boolean has(PodView pod) {
            return terms.stream().allMatch(term -> term.holds(pod));
        }

        @Override
        public String text() {
            return terms.stream().map(Term::text).toList().toString();
        }
    }

    /** Every address in one of these prefixes, pods' or not; they are sorted, disjoint and at least one. */
    record Block(List<Cidr> prefixes) implements End {
        public Block {
            prefixes = List.copyOf(prefixes);
        }

        @Override
        public String text() {
            return "block " + prefixes;
        }
    }
}
