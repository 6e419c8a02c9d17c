package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.contrail.VirtualRouter;
import io.contrailkube.core.testing.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A project with a network of four addresses, what pods have in it, and a node. */
final class Site {
    static final String SUBNET = "5b8e0c1e-2d0f-4a51-9a4e-0f5d0c7b1a11";

    static final ContrailObject PROJECT =
            ours(ContrailTypes.PROJECT, "default-domain", "p").build();
    static final ContrailObject GROUP =
            ours(ContrailTypes.SECURITY_GROUP, "default-domain", "p", "sg").build();
    static final ContrailObject IPAM =
            ours(ContrailTypes.NETWORK_IPAM, "default-domain", "p", "ipam").build();
    static final ContrailObject NETWORK = ours(ContrailTypes.VIRTUAL_NETWORK, "default-domain", "p", "vn")
            .reference(
                    "network_ipam_refs",
                    IPAM.key(),
                    Given.json("{ipam_subnets: [{subnet_uuid: '" + SUBNET
                            + "', subnet: {ip_prefix: '10.1.1.0', ip_prefix_len: 29}}]}"))
            .build();

    private Site() {}

    /** What stands before any pod. */
    static List<ContrailObject> ground() {
        return List.of(PROJECT, GROUP, IPAM, NETWORK);
    }

    static ContrailObjectBuilder ours(String type, String... name) {
        return ContrailObject.builder(type, FqName.of(name))
                .annotations(Rig.marks("k8s").of("Pod", "ns", name[name.length - 1]));
    }

    static ContrailObject machine(int pod) {
        return ours(ContrailTypes.VIRTUAL_MACHINE, "k8s__ns__pod" + pod).build();
    }

    static ContrailObjectBuilder portBuilder(int pod) {
        return VirtualMachineInterface.ofMachine(
                        ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "default-domain", "p", "pod" + pod),
                        machine(pod).key(),
                        NETWORK.key(),
                        GROUP.key())
                .annotations(Rig.marks("k8s").of("Pod", "ns", "pod" + pod))
                .learn(VirtualMachineInterface.MAC);
    }

    static ContrailObject port(int pod) {
        return portBuilder(pod).build();
    }

    static ContrailObjectBuilder addressBuilder(int pod, @Nullable String subnet) {
        return InstanceIp.of(
                        ObjectKey.of(ContrailTypes.INSTANCE_IP, "ip" + pod),
                        "ip" + pod,
                        NETWORK.key(),
                        port(pod).key(),
                        subnet)
                .annotations(Rig.marks("k8s").of("Pod", "ns", "pod" + pod));
    }

    static ContrailObject address(int pod) {
        return addressBuilder(pod, SUBNET).build();
    }

    /** All of a pod but its link. */
    static List<ContrailObject> pod(int pod) {
        return List.of(machine(pod), port(pod), address(pod));
    }

    static ContrailObject tag(String type, String value) {
        return ContrailObject.builder(ContrailTypes.TAG, FqName.of(type + '=' + value))
                .shared()
                .property("tag_type_name", type)
                .property("tag_value", value)
                .annotations(Rig.marks("k8s").ofCluster())
                .build();
    }

    /** A node's vrouter as its agent registers it. */
    static ContrailObject router(String name, String address) {
        return ContrailObject.builder(ContrailTypes.VIRTUAL_ROUTER, FqName.of("default-global-system-config", name))
                .property("virtual_router_ip_address", address)
                .build();
    }

    static ContrailObject link(ContrailObject router, int pod) {
        return VirtualRouter.carrying(router.key(), router.uuid(), machine(pod).key())
                .build();
    }
}
