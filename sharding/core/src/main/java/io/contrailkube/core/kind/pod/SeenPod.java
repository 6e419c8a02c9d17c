package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.state.LedgerEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pod in what network policies see of it (spec 03 section 13.1).
 *
 * @param addresses those that its interfaces have, as prefixes of full length, in order and each once
 */
public record SeenPod(PodFact pod, List<Cidr> addresses) {
    public SeenPod {
        addresses = List.copyOf(addresses);
    }

    /** @param standing what stands for the owner key of the pod; an address is known when its object stands */
    public static SeenPod of(PodFact pod, Collection<LedgerEntry> standing) {
        List<Cidr> addresses = standing.stream()
                .filter(entry -> entry.key().type().equals(ContrailTypes.INSTANCE_IP))
                .flatMap(entry -> Optional.ofNullable(entry.learned().get(InstanceIp.ADDRESS)).stream())
                .flatMap(address -> prefix(address).stream())
                .distinct()
                .sorted(Comparator.comparing(Cidr::toString))
                .toList();
        return new SeenPod(pod, addresses);
    }

    /** One that cannot be read is in no prefix, so nothing is allowed because of it. */
    private static Optional<Cidr> prefix(String address) {
        try {
            return Optional.of(Cidr.ofAddress(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What policies see of it.
     *
     * @param namespaceLabels labels of its namespace
     * @param isolated directions for which a policy in force selects it
     */
    public PodView view(Map<String, String> namespaceLabels, Set<Direction> isolated) {
        return new PodView(pod.id().namespace(), namespaceLabels, pod.labels(), addresses, pod.ports(), isolated);
    }
}
