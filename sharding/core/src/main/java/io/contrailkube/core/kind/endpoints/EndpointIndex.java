package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.pod.Memberships;
import io.contrailkube.core.kind.pod.PodWorkload;
import io.contrailkube.core.kind.service.AddressFamily;
import io.contrailkube.core.kind.service.Backends;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceWorkload;
import io.contrailkube.core.plan.OwnerKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of all services of one namespace. Learns from facts and says whose desired state may have changed by
 * them; what a change costs depends on the slice alone, not on how many endpoints there are.
 */
public final class EndpointIndex implements Backends, Memberships {
    /** Kind of the owner keys of members. */
    public static final String MEMBER = "Member";

    private final Map<String, ServiceEndpoints> services = new HashMap<>();
    private final Map<String, String> uids = new HashMap<>();
    private final Map<String, Set<String>> servicesOfPods = new HashMap<>();

    /** @param target uid of a pod, or another text for an address that is no pod's */
    public static OwnerKey member(String service, String target) {
        return new OwnerKey(MEMBER, service + '/' + target);
    }

    /** A fact has appeared, changed or vanished; owner keys that may want something else now. */
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        var touched = new HashSet<OwnerKey>();
        EndpointsFact old = before instanceof EndpointsFact endpoints ? endpoints : null;
        EndpointsFact current = after instanceof EndpointsFact endpoints ? endpoints : null;
        boolean stays = old != null && current != null && old.service().equals(current.service());
        if (old != null && !stays) {
            change(old.service(), old, null, touched);
        }
        if (current != null) {
            change(current.service(), stays ? old : null, current, touched);
        }
        if (before instanceof ServiceFact service) {
            uids.remove(service.id().name(), service.id().uid());
        }
        if (after instanceof ServiceFact service) {
            uids.put(service.id().name(), service.id().uid());
        }
        return touched;
    }

    private void change(
            String service, @Nullable EndpointsFact before, @Nullable EndpointsFact after, Set<OwnerKey> touched) {
        ServiceEndpoints endpoints = services.computeIfAbsent(service, any -> new ServiceEndpoints());
        SliceChange change = SliceChange.apply(endpoints, before, after);
        Set<String> concerned = change.isAgreedOtherwise() ? endpoints.targets() : Set.of();
        Stream.concat(change.changed.stream(), concerned.stream())
                .forEach(target -> touched.add(member(service, target)));
        pods(change.appeared).forEach(pod -> {
            servicesOfPods.computeIfAbsent(pod, any -> new TreeSet<>()).add(service);
            touched.add(PodWorkload.ownerOf(pod));
        });
        pods(change.vanished).forEach(pod -> {
            servicesOfPods.computeIfPresent(pod, (any, names) -> {
                names.remove(service);
                return names.isEmpty() ? null : names;
            });
            touched.add(PodWorkload.ownerOf(pod));
        });
        String uid = uids.get(service);
        if (change.concernsService() && uid != null) {
            touched.add(ServiceWorkload.ownerOf(uid));
        }
        if (endpoints.isEmpty()) {
            services.remove(service);
        }
    }

    private static Stream<String> pods(Set<String> targets) {
        return targets.stream().filter(target -> !ServiceEndpoints.isStranger(target));
    }

    @Override
    public Set<String> servicesOf(String podUid) {
        return Collections.unmodifiableSet(servicesOfPods.getOrDefault(podUid, Set.of()));
    }

    Set<Serving> servings(String service, String target) {
        return of(service).servings(target);
    }

    @Override
    public SortedSet<Integer> targetPorts(String service, ServiceFact.Port port, Set<AddressFamily> families) {
        return new TreeSet<>(of(service).targetPorts(port, families).keySet());
    }

    @Override
    public OptionalInt agreedPort(String service, ServiceFact.Port port, Set<AddressFamily> families) {
        return ServiceEndpoints.agreed(of(service).targetPorts(port, families));
    }

    @Override
    public SortedSet<String> strangers(String service) {
        return of(service).strangers();
    }

    @Override
    public boolean isTruncated(String service) {
        return of(service).isTruncated();
    }

    private ServiceEndpoints of(String service) {
        ServiceEndpoints known = services.get(service);
        return known == null ? new ServiceEndpoints() : known;
    }
}
