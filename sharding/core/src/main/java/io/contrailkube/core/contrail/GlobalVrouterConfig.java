package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Our entries on the one vrouter configuration that all clusters and operators share (spec 01 section 3.5). */
public final class GlobalVrouterConfig {
    private GlobalVrouterConfig() {}

    public static ContrailObjectBuilder claims(ObjectKey key) {
        return new ContrailObjectBuilder(key).partOnly();
    }

    /** Source ports of distributed SNAT. No port_count: the schema excludes it beside a range (K-9). */
    public static void snatPorts(ContrailObjectBuilder config, String protocol, int first, int last) {
        ObjectNode pool = JsonNodeFactory.instance.objectNode().put("protocol", protocol);
        pool.putObject("port_range").put("start_port", first).put("end_port", last);
        config.entry(SharedList.PORT_TRANSLATION_POOLS, pool);
    }

    /** Keeps idle TCP flows to {@code port} from being forgotten. */
    public static void neverAge(ContrailObjectBuilder config, int port) {
        config.entry(
                SharedList.FLOW_AGING_TIMEOUTS,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("protocol", "tcp")
                        .put("port", port)
                        .put("timeout_in_seconds", Integer.MAX_VALUE));
    }
}
