package io.contrailkube.core.kind.pod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachine;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.contrail.VirtualRouter;
import io.contrailkube.core.kind.pod.PodNetwork.Family;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The objects of a pod (spec 02 section 4.4). Each is complete when it is created: tags and all (section 4.5). */
final class PodObjects {
    private final Look look;
    private final ObjectKey project;

    PodObjects(Look look) {
        this.look = look;
        this.project = look.scene.names().project(look.namespace());
    }

    /** Machine, interfaces and addresses. */
    List<ContrailObject> of(PodPorts.Decided decided, Collection<ObjectKey> tags) {
        var objects = new ArrayList<ContrailObject>();
        objects.add(machine());
        for (PodPort port : decided.ports()) {
            objects.add(port(port, decided.total(), tags));
            port.network().families().forEach(family -> objects.add(address(port, family)));
        }
        return objects;
    }

    /** What makes the pod known on a node: after all the rest, so that it never runs incomplete. */
    ContrailObject link(ObjectKey router, String uuid, List<ContrailObject> rest) {
        var link = VirtualRouter.carrying(router, uuid, machineKey());
        rest.forEach(object -> link.after(object.key()));
        return link.build();
    }

    private ContrailObject machine() {
        SortedMap<String, String> annotations = marks();
        annotations.put(OwnershipMarks.UID, look.pod.id().uid());
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        PodTags.merged(look).forEach(labels::put);
        annotations.put("labels", labels.toString());
        return VirtualMachine.container(
                        machineKey(), look.pod.id().uid(), look.names.machineDisplayName(look.pod.id()), project)
                .annotations(annotations)
                .build();
    }

    private ContrailObject port(PodPort port, int total, Collection<ObjectKey> tags) {
        SortedMap<String, String> annotations = marks();
        annotations.put("index", port.index() + "/" + total);
        annotations.put("network", port.naming().name());
        if (!port.naming().device().isEmpty()) {
            annotations.put("interface", port.naming().device());
        }
        var builder = VirtualMachineInterface.ofMachine(
                        look.port(port.index()),
                        machineKey(),
                        port.network().key(),
                        look.scene.names().securityGroup(look.namespace()))
                .uuid(look.names.podInterfaceUuid(look.pod.id(), port.index()))
                .annotations(annotations);
        tags.forEach(builder::tag);
        if (port.carrier() != null) {
            VirtualMachineInterface.carriedBy(
                    builder, port.carrier().port(), port.carrier().vlan());
        }
        if (NetworkStatus.isShown(look)) {
            builder.learn(VirtualMachineInterface.MAC);
        }
        return builder.build();
    }

    /** An address that stands keeps the subnet that it got, whether it was asked for or the server's choice. */
    private ContrailObject address(PodPort port, Family family) {
        ContrailObject unbound = address(port, family, null);
        Optional<LedgerEntry> entry = look.surely(unbound.key());
        if (entry.isPresent() && entry.get().fingerprint().equals(unbound.fingerprint())) {
            return unbound;
        }
        String kept = entry.map(standing -> standing.learned().get(InstanceIp.SUBNET))
                .orElse(port.network().subnet());
        return address(port, family, kept);
    }

    private ContrailObject address(PodPort port, Family family, @Nullable String subnet) {
        ObjectKey key = look.names.podAddress(look.pod.id(), port.index(), family.text());
        var builder = InstanceIp.of(key, key.fqName().leaf(), port.network().key(), look.port(port.index()), subnet)
                .uuid(look.names.podAddressUuid(look.pod.id(), port.index(), family.text()))
                .learn(InstanceIp.SUBNET)
                .owner(project)
                .annotations(marks());
        if (family == Family.V6) {
            InstanceIp.ofVersion6(builder);
        }
        return builder.build();
    }

    private ObjectKey machineKey() {
        return look.names.machine(look.pod.id());
    }

    private SortedMap<String, String> marks() {
        return new OwnershipMarks(look.scene.names())
                .of(PodWorkload.KIND, look.namespace(), look.pod.id().name());
    }
}
