package io.contrailkube.core.contrail;

import org.jspecify.annotations.Nullable;

/** An address of a port. What it was made with it keeps: the server changes none of it (spec 04 API-129). */
public final class InstanceIp {
    public static final String ADDRESS = "/instance_ip_address";
    public static final String SUBNET = "/subnet_uuid";

    private static final String SUBNET_FIELD = "subnet_uuid";
    private static final String NETWORK_REFS = "virtual_network_refs";

    private InstanceIp() {}

    /** @param subnet where to take the address from; null for any subnet of the network */
    public static ContrailObjectBuilder of(
            ObjectKey key, String displayName, ObjectKey network, ObjectKey port, @Nullable String subnet) {
        var builder = new ContrailObjectBuilder(key)
                .property("display_name", displayName)
                .reference(NETWORK_REFS, network, null)
                .fixed(NETWORK_REFS)
                .reference(VirtualMachineInterface.INTERFACE_REFS, port, null)
                .learn(ADDRESS);
        return subnet == null ? builder : builder.property(SUBNET_FIELD, subnet).fixed(SUBNET_FIELD);
    }

    /** Asks for an IPv6 address; without this the server gives an IPv4 one. */
    public static void ofVersion6(ContrailObjectBuilder address) {
        address.property("instance_ip_family", "v6").fixed("instance_ip_family");
    }

    /** Asks for this address. */
    public static void asking(ContrailObjectBuilder address, String wanted) {
        address.property("instance_ip_address", wanted).fixed("instance_ip_address");
    }
}
