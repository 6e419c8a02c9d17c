package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A port at which a load balancer listens, with every field that svc-monitor reads (spec 02 sections 1.2 and 5.2). */
public final class Listener {
    private Listener() {}

    /**
     * Keys and certificates of a listener that ends TLS, as `namespace__secret`.
     *
     * @param ofServer for clients that name this server; null if there is a default
     * @param byDefault for all clients; null if there is one for a server
     */
    public record Tls(@Nullable String ofServer, @Nullable String byDefault) {
        public static final Tls NONE = new Tls(null, null);
    }

    /** @param protocol e.g. {@code TCP} or {@code TERMINATED_HTTPS} */
    public static ContrailObjectBuilder of(ObjectKey key, ObjectKey loadBalancer, String protocol, int port, Tls tls) {
        ObjectNode properties = JsonNodeFactory.instance
                .objectNode()
                .put("protocol", protocol)
                .put("protocol_port", port)
                .put("admin_state", true)
                .putNull("connection_limit")
                .put("default_tls_container", tls.byDefault());
        var servers = properties.putArray("sni_containers");
        if (tls.ofServer() != null) {
            servers.add(tls.ofServer());
        }
        return new ContrailObjectBuilder(key)
                .property("id_perms", LoadBalancer.enabled())
                .property("loadbalancer_listener_properties", properties)
                .reference(LoadBalancer.refsTo(ContrailTypes.LOADBALANCER), loadBalancer, null);
    }
}
