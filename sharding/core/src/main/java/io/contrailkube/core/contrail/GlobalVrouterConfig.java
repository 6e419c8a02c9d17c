package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Our entries on the one vrouter configuration that all clusters and operators share (spec 01 section 3.5). */
public final class GlobalVrouterConfig {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

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

    /** A service of the underlay that pods reach by an address of their own (spec 02 section 5.5). */
    public static void linkLocal(ContrailObjectBuilder config, LinkLocalService service) {
        boolean isAddress = IPV4.matcher(service.fabricHost()).matches();
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("linklocal_service_name", service.name())
                .put("linklocal_service_ip", service.ip())
                .put("linklocal_service_port", service.port());
        entry.putArray("ip_fabric_service_ip").add(isAddress ? service.fabricHost() : "");
        entry.put("ip_fabric_service_port", service.fabricPort())
                .put("ip_fabric_DNS_service_name", isAddress ? "" : service.fabricHost());
        config.entry(SharedList.LINK_LOCAL_SERVICES, entry);
    }
}
