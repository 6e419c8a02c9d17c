package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What stands behind a listener, with every field that svc-monitor reads (spec 02 sections 1.2 and 5.2). */
public final class Pool {
    private Pool() {}

    /** @param method e.g. {@code ROUND_ROBIN}; null for native load balancers, which do not choose */
    public static ContrailObjectBuilder behind(
            ObjectKey key, ObjectKey listener, String protocol, @Nullable String method) {
        ObjectNode properties = JsonNodeFactory.instance
                .objectNode()
                .put("protocol", protocol)
                .put("admin_state", true)
                .put("loadbalancer_method", method)
                .putNull("subnet_id")
                .putNull("session_persistence")
                .putNull("persistence_cookie_name")
                .putNull("status")
                .putNull("status_description");
        return new ContrailObjectBuilder(key)
                .property("id_perms", LoadBalancer.enabled())
                .property("loadbalancer_pool_properties", properties)
                .reference(LoadBalancer.refsTo(ContrailTypes.LOADBALANCER_LISTENER), listener, null);
    }
}
