package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.endpoints.ServiceEndpoints.Agreement;
import io.contrailkube.core.kind.endpoints.ServiceEndpoints.PortName;
import io.contrailkube.core.kind.service.AddressFamily;
import io.contrailkube.core.kind.service.Backends;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.plan.OwnerKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of all services of one namespace. Learns from facts and says whose desired state may have changed by
 * them; what a change costs depends on the slice alone, not on how many endpoints there are.
 */
public final class EndpointIndex implements Backends {
    /** Kind of the owner keys of members. */
    public static final String MEMBER = "Member";

    private static final String SERVICE = "Service";
    private static final String POD = "Pod";

    private final Map<String, ServiceEndpoints> services = new HashMap<>();
    private final Map<String, ServiceFact> facts = new HashMap<>();
    private final Map<String, SortedSet<String>> servicesOfPods = new HashMap<>();

    /** A target of a service, as named by a slice. */
    private record Statement(String target, Serving serving) {}

    static OwnerKey member(String service, String target) {
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
        if (before instanceof ServiceFact service && !isSame(service, after)) {
            facts.remove(service.id().name());
            touchPods(service, touched);
        }
        if (after instanceof ServiceFact service) {
            facts.put(service.id().name(), service);
            if (!isSame(service, before)) {
                touchPods(service, touched);
            }
        }
        return touched;
    }

    /** Whether it makes the same of its pods. */
    private static boolean isSame(ServiceFact service, @Nullable KubeFact other) {
        return other instanceof ServiceFact that
                && service.id().equals(that.id())
                && service.created().equals(that.created())
                && service.hasAddress() == that.hasAddress();
    }

    private void touchPods(ServiceFact service, Set<OwnerKey> touched) {
        of(service.id().name()).targets().stream()
                .filter(target -> !ServiceEndpoints.isStranger(target))
                .forEach(pod -> touched.add(new OwnerKey(POD, pod)));
    }

    private void change(
            String service, @Nullable EndpointsFact old, @Nullable EndpointsFact current, Set<OwnerKey> touched) {
        Set<Statement> said = statements(old);
        Set<Statement> saying = statements(current);
        ServiceEndpoints endpoints = services.computeIfAbsent(service, any -> new ServiceEndpoints());
        var names = new HashSet<PortName>();
        saying.stream().filter(one -> !said.contains(one)).forEach(one -> names.add(PortName.of(one.serving())));
        said.stream().filter(one -> !saying.contains(one)).forEach(one -> names.add(PortName.of(one.serving())));
        var agreements = new HashMap<PortName, List<Agreement>>();
        names.forEach(name -> agreements.put(name, endpoints.agreements(name)));
        boolean tell = truncation(old) != truncation(current);
        endpoints.truncated(truncation(current) - truncation(old));

        var changed = new HashSet<String>();
        for (Statement one : saying) {
            if (!said.contains(one)) {
                tell |= ServiceEndpoints.isStranger(one.target()) && !endpoints.lists(one.target());
                appear(service, one.target(), endpoints, touched);
                if (endpoints.add(one.target(), one.serving())) {
                    changed.add(one.target());
                }
            }
        }
        for (Statement one : said) {
            if (!saying.contains(one) && endpoints.remove(one.target(), one.serving())) {
                changed.add(one.target());
                if (!endpoints.lists(one.target())) {
                    tell |= ServiceEndpoints.isStranger(one.target());
                    vanish(service, one.target(), touched);
                }
            }
        }
        changed.forEach(target -> touched.add(member(service, target)));
        for (Map.Entry<PortName, List<Agreement>> agreement : agreements.entrySet()) {
            List<Agreement> now = endpoints.agreements(agreement.getKey());
            tell |= !now.equals(agreement.getValue())
                    && (now.stream().anyMatch(Agreement::isMixed)
                            || agreement.getValue().stream().anyMatch(Agreement::isMixed));
            if (isOther(agreement.getValue(), now)) {
                endpoints.targets().forEach(target -> touched.add(member(service, target)));
            }
        }
        ServiceFact fact = facts.get(service);
        if (tell && fact != null) {
            touched.add(new OwnerKey(SERVICE, fact.id().uid()));
        }
        if (endpoints.isEmpty()) {
            services.remove(service);
        }
    }

    /** Whether what was agreed before is not any more; where nothing was agreed nobody is concerned but the new ones. */
    private static boolean isOther(List<Agreement> before, List<Agreement> now) {
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).port().isPresent()
                    && now.get(i).port().isPresent()
                    && !before.get(i).port().equals(now.get(i).port())) {
                return true;
            }
        }
        return false;
    }

    private void appear(String service, String target, ServiceEndpoints endpoints, Set<OwnerKey> touched) {
        if (!ServiceEndpoints.isStranger(target) && !endpoints.lists(target)) {
            servicesOfPods.computeIfAbsent(target, any -> new TreeSet<>()).add(service);
            touched.add(new OwnerKey(POD, target));
        }
    }

    private void vanish(String service, String target, Set<OwnerKey> touched) {
        SortedSet<String> left = servicesOfPods.get(target);
        if (left != null) {
            left.remove(service);
            if (left.isEmpty()) {
                servicesOfPods.remove(target);
            }
            touched.add(new OwnerKey(POD, target));
        }
    }

    private static int truncation(@Nullable EndpointsFact fact) {
        return fact != null && fact.truncated() ? 1 : 0;
    }

    private static Set<Statement> statements(@Nullable EndpointsFact fact) {
        var statements = new HashSet<Statement>();
        if (fact == null || !fact.addressType().startsWith("IP")) {
            return statements; // names of hosts cannot be members (spec 02 section 11.3)
        }
        for (EndpointsFact.Group group : fact.groups()) {
            for (EndpointsFact.Endpoint endpoint : group.endpoints()) {
                for (EndpointsFact.Port port : group.ports()) {
                    statements.add(new Statement(
                            ServiceEndpoints.target(endpoint),
                            new Serving(endpoint.address(), port.protocol(), port.name(), port.port())));
                }
            }
        }
        return statements;
    }

    /** Names of the services with a load balancer that have this pod as a target, the oldest first. */
    List<ServiceFact> servicesOf(String podUid) {
        return servicesOfPods.getOrDefault(podUid, new TreeSet<>()).stream()
                .flatMap(name -> Optional.ofNullable(facts.get(name)).stream())
                .filter(ServiceFact::hasAddress)
                .sorted(Comparator.comparing(ServiceFact::created)
                        .thenComparing(fact -> fact.id().name()))
                .toList();
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
