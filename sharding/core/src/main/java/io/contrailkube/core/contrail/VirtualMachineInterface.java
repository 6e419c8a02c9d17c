package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A port in a virtual network: of a pod, or for the virtual address of a load balancer (spec 02 sections 4.4, 5.2). */
public final class VirtualMachineInterface {
    public static final String NETWORK_REFS = "virtual_network_refs";
    public static final String MACHINE_REFS = "virtual_machine_refs";
    /** To the port that carries it, and back: the server stores such a reference on both (spec 04 API-28). */
    public static final String INTERFACE_REFS = "virtual_machine_interface_refs";

    public static final String MAC = "/virtual_machine_interface_mac_addresses/mac_address/0";
    public static final String VLAN = "/virtual_machine_interface_properties/sub_interface_vlan_tag";

    private static final String PROPERTIES = "virtual_machine_interface_properties";
    private static final String VLAN_TAG = "sub_interface_vlan_tag";

    private VirtualMachineInterface() {}

    /** The network is fixed: the server would not move the port's routing instance with it (spec 04 API-122). */
    private static ContrailObjectBuilder in(
            ObjectKey key, String displayName, ObjectKey network, ObjectKey securityGroup) {
        return new ContrailObjectBuilder(key)
                .property("display_name", displayName)
                .property("port_security_enabled", true)
                .reference(NETWORK_REFS, network, null)
                .fixed(NETWORK_REFS)
                .reference("security_group_refs", securityGroup, null);
    }

    /** A port of a machine. */
    public static ContrailObjectBuilder ofMachine(
            ObjectKey key, ObjectKey machine, ObjectKey network, ObjectKey securityGroup) {
        return in(key, key.fqName().leaf(), network, securityGroup).reference(MACHINE_REFS, machine, null);
    }

    /** The port of a virtual address, which belongs to no machine; svc-monitor knows it by its device owner. */
    public static ContrailObjectBuilder ofVirtualAddress(
            ObjectKey key, String displayName, ObjectKey network, ObjectKey securityGroup) {
        return in(key, displayName, network, securityGroup)
                .property("virtual_machine_interface_device_owner", "K8S:LOADBALANCER");
    }

    /** Puts a port on another one as a VLAN; the server refuses a tag that is taken there (spec 04 API-126). */
    public static void carriedBy(ContrailObjectBuilder port, ObjectKey carrier, int vlan) {
        port.property(PROPERTIES, JsonNodeFactory.instance.objectNode().put(VLAN_TAG, vlan))
                .fixed(PROPERTIES)
                .reference(INTERFACE_REFS, carrier, null)
                .learn(VLAN);
    }
}
