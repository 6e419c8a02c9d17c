package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A load balancer, with every field that svc-monitor reads, also those that say nothing (spec 02 sections 1.2 and 5.2).
 */
public final class LoadBalancer {
    /** Provider of services: floating IPs with port mappings. */
    public static final String NATIVE = "native";
    /** Provider of ingresses: haproxy instances. */
    public static final String OPENCONTRAIL = "opencontrail";

    private LoadBalancer() {}

    /**
     * @param vip the virtual-machine-interface that carries its address
     * @param vipAddress the address by which it is reached
     */
    public static ContrailObjectBuilder at(ObjectKey key, String provider, ObjectKey vip, String vipAddress) {
        ObjectNode properties = JsonNodeFactory.instance
                .objectNode()
                .put("provisioning_status", "ACTIVE")
                .put("operating_status", "ONLINE")
                .put("vip_address", vipAddress)
                .putNull("vip_subnet_id")
                .put("admin_state", true)
                .putNull("status");
        return new ContrailObjectBuilder(key)
                .property("loadbalancer_provider", provider)
                .property("loadbalancer_properties", properties)
                .reference(refsTo(ContrailTypes.VIRTUAL_MACHINE_INTERFACE), vip, null);
    }

    /** Names the service-appliance-set of its provider, which exists only beside a service monitor. */
    public static void appliances(ContrailObjectBuilder loadBalancer, ObjectKey applianceSet) {
        loadBalancer.reference(refsTo(ContrailTypes.SERVICE_APPLIANCE_SET), applianceSet, null);
    }

    /** {@code id_perms} of its parts: without {@code enable} they read as about to be deleted. */
    static ObjectNode enabled() {
        return JsonNodeFactory.instance.objectNode().put("enable", true);
    }

    static String refsTo(String type) {
        return ContrailTypes.of(type).refField();
    }
}
