package io.contrailkube.core.contrail;

import org.jspecify.annotations.Nullable;

/** A public address on an interface (spec 02 section 5.2). */
public final class FloatingIp {
    public static final String ADDRESS = "floating_ip_address";
    /** JSON pointer to the address that was allocated. */
    public static final String ALLOCATED = '/' + ADDRESS;

    private FloatingIp() {}

    /**
     * @param address the one that is asked for, or null for any of the pool. It is allocated when the object is created and
     *     never after: the server takes a change of it without allocating anything (spec 04 API-131)
     */
    public static ContrailObjectBuilder in(ObjectKey key, @Nullable String address, ObjectKey vip, ObjectKey project) {
        var builder = new ContrailObjectBuilder(key)
                .fixed(ADDRESS)
                .learn(ALLOCATED)
                .reference(LoadBalancer.refsTo(ContrailTypes.VIRTUAL_MACHINE_INTERFACE), vip, null)
                .reference(LoadBalancer.refsTo(ContrailTypes.PROJECT), project, null);
        return address == null ? builder : builder.property(ADDRESS, address);
    }
}
