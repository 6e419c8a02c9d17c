package io.contrailkube.core.kind.service;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.Listener;
import io.contrailkube.core.contrail.LoadBalancer;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Pool;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.BalancerNames.Frontend;
import io.contrailkube.core.spec.BalancerNames.Named;
import io.contrailkube.core.spec.OwnershipMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The native load balancer of a Service: virtual address, load balancer, a listener and a pool per port (section 5.2). */
final class ServiceObjects {
    static final String WROTE_EXTERNAL_IPS = "wroteExternalIPs";
    private static final String PORT_NAME = "portName";
    private static final String VIP_ROLE = "vip";

    private final ServiceFrame frame;
    private final BalancerNames names;
    private final OwnershipMarks marks;

    ServiceObjects(ServiceFrame frame) {
        this.frame = frame;
        this.names = frame.names();
        this.marks = new OwnershipMarks(names.names());
    }

    /**
     * @param subnets where the addresses of the families are taken from; absent for any subnet of the network
     * @param appliances the service-appliance-set, or null if there is none
     * @param externalIps addresses that we wrote to {@code spec.externalIPs}, as text; null if we write none there
     */
    List<ContrailObject> all(
            Map<AddressFamily, String> subnets, @Nullable ObjectKey appliances, @Nullable String externalIps) {
        var objects = new ArrayList<ContrailObject>();
        objects.add(VirtualMachineInterface.ofVirtualAddress(
                        names.vip().key(),
                        names.displayName(),
                        frame.network(),
                        names.names().securityGroup(frame.fact().id().namespace()))
                .uuid(names.vip().uuid())
                .annotations(vipMarks())
                .build());
        frame.addresses().forEach((family, address) -> objects.add(address(family, address, subnets.get(family))));
        objects.add(loadBalancer(appliances, externalIps));
        for (Port port : frame.ports()) {
            Frontend frontend = names.frontend(port.protocol(), port.port());
            objects.add(listener(frontend, port));
            objects.add(Pool.behind(frontend.pool().key(), frontend.listener().key(), port.protocol(), null)
                    .uuid(frontend.pool().uuid())
                    .annotations(marks())
                    .build());
        }
        return objects;
    }

    /** Annotations of what the Service owns. */
    SortedMap<String, String> marks() {
        var id = frame.fact().id();
        return marks.of(ServiceKind.NAME, id.namespace(), id.name());
    }

    private SortedMap<String, String> vipMarks() {
        SortedMap<String, String> annotations = marks();
        annotations.put(OwnershipMarks.ROLE, VIP_ROLE);
        return annotations;
    }

    private ContrailObject address(AddressFamily family, String address, @Nullable String subnet) {
        Named named = names.vipAddress(family.inContrail());
        ContrailObjectBuilder builder = InstanceIp.of(
                        named.key(),
                        frame.fact().id().name(),
                        frame.network(),
                        names.vip().key(),
                        subnet)
                .uuid(named.uuid())
                .owner(names.project())
                .learn(InstanceIp.SUBNET)
                .annotations(vipMarks());
        InstanceIp.asking(builder, address);
        if (family == AddressFamily.V6) {
            InstanceIp.ofVersion6(builder);
        }
        return builder.build();
    }

    /** Made after its addresses: until they are ours there is nothing to balance for. */
    private ContrailObject loadBalancer(@Nullable ObjectKey appliances, @Nullable String externalIps) {
        Map.Entry<AddressFamily, String> first =
                frame.addresses().entrySet().iterator().next();
        SortedMap<String, String> annotations = marks();
        if (externalIps != null) {
            // There also when it is empty: an annotation once written is never taken back.
            annotations.put(WROTE_EXTERNAL_IPS, externalIps);
        }
        ContrailObjectBuilder builder = LoadBalancer.at(
                        names.loadBalancer().key(),
                        LoadBalancer.NATIVE,
                        names.vip().key(),
                        first.getValue())
                .uuid(names.loadBalancer().uuid())
                .property("display_name", names.displayName())
                .after(names.vipAddress(first.getKey().inContrail()).key())
                .annotations(annotations);
        if (appliances != null) {
            LoadBalancer.appliances(builder, appliances);
        }
        return builder.build();
    }

    private ContrailObject listener(Frontend frontend, Port port) {
        SortedMap<String, String> annotations = marks();
        if (!port.name().isEmpty()) {
            annotations.put(PORT_NAME, port.name());
        }
        return Listener.of(
                        frontend.listener().key(),
                        names.loadBalancer().key(),
                        port.protocol(),
                        port.port(),
                        Listener.Tls.NONE)
                .uuid(frontend.listener().uuid())
                .annotations(annotations)
                .build();
    }
}
