package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The interfaces of the hosts that carry pods in nested mode (spec 02 section 4.8). */
final class HostPorts {
    private final Vlans vlans = new Vlans();

    /** The interface of the pod's host; empty if it is not there, which the look then knows. */
    Optional<Actual> hostOf(Look look) {
        ObjectKey network = look.names.hostNetwork();
        boolean unknown = false;
        for (String address : look.pod.hostAddresses()) {
            Sight<Actual> sight = look.scene.inContrail(new Question.InterfaceAt(network, address));
            if (sight.found().isPresent()) {
                return sight.found();
            }
            unknown |= !sight.isMissing();
        }
        String what = "interface of host " + look.pod.node() + " in network " + network.fqName();
        if (unknown) {
            look.doesNotKnow(what);
            return Optional.empty();
        }
        look.misses(what);
        if (!look.pod.hostAddresses().isEmpty()) {
            look.warn(
                    "VRouterNotFound",
                    "no single interface in network " + network.fqName() + " has an address of node "
                            + look.pod.node() + " (" + String.join(", ", look.pod.hostAddresses())
                            + "), so nothing can carry the pod; it goes on when one appears");
        }
        return Optional.empty();
    }

    /** Name of the vrouter on which a host runs; empty if the interface does not say. */
    static Optional<String> routerOf(Actual host) {
        for (JsonNode binding : host.body().at("/virtual_machine_interface_bindings/key_value_pair")) {
            String value = binding.path("value").asText();
            if (binding.path("key").asText().equals("host_id") && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** What carries an interface of the pod: what did so before, else a free VLAN of the host. */
    Optional<Carrier> carrierOf(Look look, ObjectKey port, Optional<Actual> host) {
        Optional<Carrier> standing = look.surely(port)
                .map(entry -> entry.learned().get(VirtualMachineInterface.VLAN))
                .flatMap(vlan -> look.carrierOf(port).map(key -> new Carrier(key, Integer.parseInt(vlan))));
        return standing.isPresent() || host.isEmpty() ? standing : onHost(look, port, host.get());
    }

    private Optional<Carrier> onHost(Look look, ObjectKey port, Actual host) {
        Set<Integer> taken = new HashSet<>();
        boolean unknown = false;
        for (ObjectKey other : vlans.present(host.key(), carried(host), look)) {
            Sight<Actual> sight = look.scene.inContrail(new Question.Named(other));
            OptionalInt vlan = vlanOf(sight);
            if (other.equals(port) && vlan.isPresent()) {
                // Made before a crash, and not heard of: it cannot change its tag.
                return Optional.of(new Carrier(host.key(), vlan.getAsInt()));
            }
            vlan.ifPresent(taken::add);
            unknown |= sight.found().isEmpty() && !sight.isMissing();
        }
        if (unknown) {
            look.doesNotKnow("VLAN tags in use on " + host.key().fqName());
            return Optional.empty();
        }
        OptionalInt free = vlans.give(host.key(), port, look, taken);
        if (free.isPresent()) {
            return Optional.of(new Carrier(host.key(), free.getAsInt()));
        }
        look.misses("a free VLAN tag on " + host.key().fqName());
        look.warn(
                "VlanExhausted",
                "all VLAN tags of " + host.key().fqName() + " on node " + look.pod.node()
                        + " are in use; the pod goes on when another one there is deleted");
        return Optional.empty();
    }

    private static List<ObjectKey> carried(Actual host) {
        var keys = new ArrayList<ObjectKey>();
        for (JsonNode reference : host.body().path(VirtualMachineInterface.INTERFACE_REFS)) {
            var parts = new ArrayList<String>();
            reference.path("to").forEach(part -> parts.add(part.asText()));
            if (!parts.isEmpty()) {
                keys.add(new ObjectKey(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, new FqName(parts)));
            }
        }
        return keys;
    }

    private static OptionalInt vlanOf(Sight<Actual> sight) {
        int vlan = sight.found()
                .map(actual -> actual.body().at(VirtualMachineInterface.VLAN).asInt())
                .orElse(0);
        return vlan > 0 ? OptionalInt.of(vlan) : OptionalInt.empty();
    }
}
