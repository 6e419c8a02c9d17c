package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Cidr;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pod with a network of its own, as policies see it.
 *
 * @param addresses as prefixes of full length
 * @param ports container ports that have a name
 * @param isolated directions for which a policy selects it
 */
public record PodView(
        String namespace,
        Map<String, String> namespaceLabels,
        Map<String, String> labels,
        List<Cidr> addresses,
        Set<NamedPort> ports,
        Set<Direction> isolated) {
    /** A container port with a name; several containers may give one name to several numbers. */
    public record NamedPort(Protocol protocol, String name, int number) implements Comparable<NamedPort> {
        private static final Comparator<NamedPort> ORDER = Comparator.comparing(NamedPort::name)
                .thenComparing(NamedPort::protocol)
                .thenComparingInt(NamedPort::number);

        @Override
        public int compareTo(NamedPort other) {
            return ORDER.compare(this, other);
        }
    }
}
