package io.contrailkube.core.kind.endpoints;

import io.contrailkube.core.kind.endpoints.ServiceEndpoints.Agreement;
import io.contrailkube.core.kind.endpoints.ServiceEndpoints.PortName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of one slice means for the endpoints of its service. */
final class SliceChange {
    /** Targets that have appeared or vanished, and those that answer otherwise now. */
    final Set<String> appeared = new HashSet<>();

    final Set<String> vanished = new HashSet<>();
    final Set<String> changed = new HashSet<>();
    private final ServiceEndpoints endpoints;
    private boolean agreedOtherwise;
    private boolean concernsService;

    /** What a slice says: a target, and where it answers. */
    private record Statement(String target, Serving serving) {}

    private SliceChange(ServiceEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Lets a slice say something else than before; null for a slice that is not there. */
    static SliceChange apply(
            ServiceEndpoints endpoints, @Nullable EndpointsFact before, @Nullable EndpointsFact after) {
        var change = new SliceChange(endpoints);
        Set<Statement> gone = statements(before);
        Set<Statement> added = statements(after);
        Set<Statement> same = new HashSet<>(gone);
        same.retainAll(added);
        gone.removeAll(same);
        added.removeAll(same);
        Map<PortName, List<Agreement>> agreements = change.agreements(gone, added);
        added.forEach(change::add);
        gone.forEach(change::remove);
        agreements.forEach(change::compare);
        change.truncate(truncation(after) - truncation(before));
        return change;
    }

    /** Whether another target port is agreed than before, which concerns every target of the service. */
    boolean isAgreedOtherwise() {
        return agreedOtherwise;
    }

    /** Whether the owner of the service has to be told something else than before. */
    boolean concernsService() {
        return concernsService;
    }

    private void add(Statement one) {
        boolean isNew = !endpoints.lists(one.target());
        if (endpoints.add(one.target(), one.serving())) {
            changed.add(one.target());
        }
        if (isNew) {
            appeared.add(one.target());
            concernsService |= ServiceEndpoints.isStranger(one.target());
        }
    }

    private void remove(Statement one) {
        if (endpoints.remove(one.target(), one.serving())) {
            changed.add(one.target());
            if (!endpoints.lists(one.target())) {
                vanished.add(one.target());
                concernsService |= ServiceEndpoints.isStranger(one.target());
            }
        }
    }

    private Map<PortName, List<Agreement>> agreements(Set<Statement> gone, Set<Statement> added) {
        var agreements = new HashMap<PortName, List<Agreement>>();
        for (Set<Statement> some : List.of(gone, added)) {
            some.forEach(one -> agreements.computeIfAbsent(PortName.of(one.serving()), endpoints::agreements));
        }
        return agreements;
    }

    /** Where nothing was agreed before, nobody but the new ones is concerned. */
    private void compare(PortName name, List<Agreement> before) {
        List<Agreement> now = endpoints.agreements(name);
        for (int i = 0; i < now.size(); i++) {
            Agreement then = before.get(i);
            agreedOtherwise |= then.port().isPresent()
                    && now.get(i).port().isPresent()
                    && !then.port().equals(now.get(i).port());
            concernsService |= (then.isMixed() || now.get(i).isMixed()) && !then.equals(now.get(i));
        }
    }

    private void truncate(int more) {
        endpoints.truncated(more);
        concernsService |= more != 0;
    }

    private static int truncation(@Nullable EndpointsFact fact) {
        return fact != null && fact.truncated() ? 1 : 0;
    }

    private static Set<Statement> statements(@Nullable EndpointsFact fact) {
        var statements = new HashSet<Statement>();
        if (fact == null) {
            return statements;
        }
        for (EndpointsFact.Group group : fact.groups()) {
            for (EndpointsFact.Endpoint endpoint : group.endpoints()) {
                String target = ServiceEndpoints.target(endpoint);
                group.ports()
                        .forEach(port -> statements.add(new Statement(
                                target, new Serving(endpoint.address(), port.protocol(), port.name(), port.port()))));
            }
        }
        return statements;
    }
}
