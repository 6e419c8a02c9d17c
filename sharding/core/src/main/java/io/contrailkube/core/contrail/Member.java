package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A target in a pool, with every field that svc-monitor reads (spec 02 sections 1.2 and 6.2). */
public final class Member {
    /** Properties, as the field is called. */
    public static final String PROPERTIES = "loadbalancer_member_properties";
    /** JSON pointer to the port of the target. */
    public static final String PORT = '/' + PROPERTIES + "/protocol_port";

    /** Annotation: uuid of the virtual-machine-interface that is the target. */
    public static final String INTERFACE = "vmi";
    /** Annotation: uuid of its virtual-machine. */
    public static final String MACHINE = "vm";

    private Member() {}

    /** @param address null where the annotation {@link #INTERFACE} tells the target */
    public static ContrailObjectBuilder of(ObjectKey key, @Nullable String address, int port) {
        ObjectNode properties = JsonNodeFactory.instance
                .objectNode()
                .put("address", address)
                .put("protocol_port", port)
                .put("admin_state", true)
                .put("weight", 1)
                .putNull("subnet_id")
                .putNull("status")
                .putNull("status_description");
        return new ContrailObjectBuilder(key)
                .property("id_perms", LoadBalancer.enabled())
                .property(PROPERTIES, properties);
    }
}
