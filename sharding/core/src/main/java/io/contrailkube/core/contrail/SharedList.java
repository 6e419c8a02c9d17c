package io.contrailkube.core.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The list properties to which others also write: we put in, replace and take out our own elements and leave the rest
 * (spec 01 sections 3.4, 3.5 and 4.1). A new such property is one row here.
 */
public enum SharedList {
    ANNOTATIONS("annotations", "key_value_pair", Extra.IS_DIFFERENT, "key"),
    /** The server fills gateway, DNS address and subnet_uuid into the element; they have to be sent back (API-106). */
    IPAM_SUBNETS("ipam_subnets", "subnets", Extra.IS_KEPT, "subnet.ip_prefix", "subnet.ip_prefix_len"),
    /** A port_count beside the range makes every later edit of the object fail, so it must go (spec 01, K-9). */
    PORT_TRANSLATION_POOLS(
            "port_translation_pools",
            "port_translation_pool",
            Extra.IS_DIFFERENT,
            "protocol",
            "port_range.start_port",
            "port_range.end_port"),
    FLOW_AGING_TIMEOUTS("flow_aging_timeout_list", "flow_aging_timeout", Extra.IS_DIFFERENT, "protocol", "port"),
    LINK_LOCAL_SERVICES("linklocal_services", "linklocal_service_entry", Extra.IS_DIFFERENT, "linklocal_service_name"),
    /** Tenants that may read a default network (spec 01 section 8). */
    PERMISSION_SHARES("perms2", "share", Extra.IS_DIFFERENT, "tenant");

    /** What fields of a stored element mean that our element does not have (nulls never count). */
    private enum Extra {
        IS_DIFFERENT,
        IS_KEPT
    }

    private final String property;
    private final String wrapper;
    private final Extra extra;
    private final List<String> identity;

    SharedList(String property, String wrapper, Extra extra, String... identity) {
        this.property = property;
        this.wrapper = wrapper;
        this.extra = extra;
        this.identity = Arrays.stream(identity)
                .map(path -> '/' + path.replace('.', '/'))
                .toList();
    }

    public String property() {
        return property;
    }

    /** The field inside the property that holds the list. */
    public String wrapper() {
        return wrapper;
    }

    /** Whether fields that the server added to an element are kept when ours is written again. */
    public boolean keepsExtraFields() {
        return extra == Extra.IS_KEPT;
    }

    /** What tells an element from the others; a number and its text are equal (spec 01, K-23). */
    public String idOf(JsonNode element) {
        return identity.stream().map(path -> element.at(path).asText()).collect(Collectors.joining("|"));
    }

    /** Name of a claim on an element, see {@link ContrailObject#claims()}. */
    public String claim(JsonNode element) {
        return property + '/' + idOf(element);
    }

    public static SharedList ofProperty(String property) {
        return Arrays.stream(values())
                .filter(list -> list.property.equals(property))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shared list property '" + property + "'"));
    }
}
