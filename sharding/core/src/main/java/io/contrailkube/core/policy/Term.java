package io.contrailkube.core.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.contrailkube.core.contrail.Cidr;
import java.util.List;

/**
 * Something that holds for a pod or does not, whatever others do. For each there is one tag, which exactly the pods bear for
 * which it holds (spec 03 section 11.3), so an end of a rule that names several tags means the pods for which all hold.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "term")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Term.InNamespace.class, name = "InNamespace"),
    @JsonSubTypes.Type(value = Term.EveryPod.class, name = "EveryPod"),
    @JsonSubTypes.Type(value = Term.NamespaceLabelled.class, name = "NamespaceLabelled"),
    @JsonSubTypes.Type(value = Term.Labelled.class, name = "Labelled"),
    @JsonSubTypes.Type(value = Term.Within.class, name = "Within"),
    @JsonSubTypes.Type(value = Term.PortNamed.class, name = "PortNamed"),
    @JsonSubTypes.Type(value = Term.Isolated.class, name = "Isolated")
})
public sealed interface Term extends Comparable<Term> {
    boolean holds(PodView pod);

    /** The word with which its text begins. */
    String kind();

    /** The same text for equal terms only. */
    String text();

    @Override
    default int compareTo(Term other) {
        int byKind = kind().compareTo(other.kind());
        return byKind != 0 ? byKind : text().compareTo(other.text());
    }

    /** It is in a namespace; its tag is there without any policy. */
    record InNamespace(String name) implements Term {
        @Override
        public boolean holds(PodView pod) {
            return pod.namespace().equals(name);
        }

        @Override
        public String kind() {
            return "namespace";
        }

        @Override
        public String text() {
            return kind() + ' ' + name;
        }
    }

    /** It is a pod of this cluster with a network of its own; its tag is there without any policy. */
    record EveryPod() implements Term {
        @Override
        public boolean holds(PodView pod) {
            return true;
        }

        @Override
        public String kind() {
            return "pod";
        }

        @Override
        public String text() {
            return kind();
        }
    }

    /** Its namespace has such labels. */
    record NamespaceLabelled(LabelSelector selector) implements Term {
        @Override
        public boolean holds(PodView pod) {
            return selector.matches(pod.namespaceLabels());
        }

        @Override
        public String kind() {
            return "namespaces";
        }

        @Override
        public String text() {
            return kind() + ' ' + selector.text();
        }
    }

    /** It has such labels itself. */
    record Labelled(LabelSelector selector) implements Term {
        @Override
        public boolean holds(PodView pod) {
            return selector.matches(pod.labels());
        }

        @Override
        public String kind() {
            return "labels";
        }

        @Override
        public String text() {
            return kind() + ' ' + selector.text();
        }
    }

    /** One of its addresses is in one of these prefixes. */
    record Within(List<Cidr> prefixes) implements Term {
        public Within {
            prefixes = List.copyOf(prefixes);
        }

        @Override
        public boolean holds(PodView pod) {
            return pod.addresses().stream()
                    .anyMatch(address -> prefixes.stream().anyMatch(address::overlaps));
        }

        @Override
        public String kind() {
            return "within";
        }

        @Override
        public String text() {
            return kind() + ' ' + prefixes;
        }
    }

    /** One of its container ports has this name and this number. */
    record PortNamed(Protocol protocol, String name, int number) implements Term {
        @Override
        public boolean holds(PodView pod) {
            return pod.ports().contains(new PodView.NamedPort(protocol, name, number));
        }

        @Override
        public String kind() {
            return "port";
        }

        @Override
        public String text() {
            return kind() + ' ' + protocol + ' ' + name + ' ' + number;
        }
    }

    /** A policy in force selects it for this direction; only used where naming the subjects one by one is too much. */
    record Isolated(Direction direction) implements Term {
        @Override
        public boolean holds(PodView pod) {
            return pod.isolated().contains(direction);
        }

        @Override
        public String kind() {
            return "isolated";
        }

        @Override
        public String text() {
            return kind() + ' ' + direction;
        }
    }
}
