package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds in {@link Contrail} what stands for workloads in a project, by looking at everything. */
record Surveyor(Contrail contrail) {
    List<Actual> survey(ObjectKey project) {
        List<ObjectKey> ports = within(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, project);
        List<ObjectKey> pools = within(ContrailTypes.LOADBALANCER_POOL, project);
        List<ObjectKey> machines = ports.stream()
                .flatMap(port -> Contrail.targets(contrail.body(port), ContrailTypes.VIRTUAL_MACHINE).stream())
                .distinct()
                .toList();
        var found = new ArrayList<Actual>();
        Stream.of(
                        ports,
                        within(ContrailTypes.LOADBALANCER, project),
                        within(ContrailTypes.LOADBALANCER_LISTENER, project),
                        pools,
                        below(ContrailTypes.LOADBALANCER_MEMBER, pools),
                        referring(ContrailTypes.INSTANCE_IP, ports),
                        referring(ContrailTypes.FLOATING_IP, ports),
                        machines)
                .flatMap(List::stream)
                .forEach(key -> found.add(contrail.find(key, null).orElseThrow()));
        found.stream()
                .filter(actual -> actual.key().type().equals(ContrailTypes.VIRTUAL_MACHINE))
                .forEach(this::addRouters);
        return found;
    }

    private void addRouters(Actual machine) {
        ObjectNode body = machine.body();
        for (ObjectKey router : referring(ContrailTypes.VIRTUAL_ROUTER, List.of(machine.key()))) {
            body.withArray("virtual_router_back_refs").add(contrail.reference(router, null));
        }
    }

    private List<ObjectKey> within(String type, ObjectKey parent) {
        return below(type, List.of(parent));
    }

    private List<ObjectKey> below(String type, List<ObjectKey> parents) {
        Set<?> names = parents.stream().map(ObjectKey::fqName).collect(Collectors.toSet());
        return contrail.ofType(type).stream()
                .filter(key -> names.contains(key.fqName().parent()))
                .toList();
    }

    private List<ObjectKey> referring(String type, List<ObjectKey> targets) {
        return contrail.ofType(type).stream()
                .filter(key -> targets.stream().anyMatch(target -> Contrail.targets(contrail.body(key), target.type())
                        .contains(target)))
                .toList();
    }
}
