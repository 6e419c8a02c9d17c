package io.contrailkube.core.contrail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The catalogue of types we write. Objects are created as their references demand; they are deleted in the reverse of
 * the order here (spec 01 section 5.8). A new type is one file beside this one and one row here; a test checks the
 * parents against {@code contrail-schema.json}.
 */
public final class ContrailTypes {
    public static final String DOMAIN = "domain";
    public static final String PROJECT = "project";
    public static final String TAG = "tag";
    public static final String NETWORK_IPAM = "network-ipam";
    public static final String NETWORK_POLICY = "network-policy";
    public static final String SECURITY_GROUP = "security-group";
    public static final String VIRTUAL_NETWORK = "virtual-network";
    public static final String POLICY_MANAGEMENT = "policy-management";
    public static final String ADDRESS_GROUP = "address-group";
    public static final String FIREWALL_RULE = "firewall-rule";
    public static final String FIREWALL_POLICY = "firewall-policy";
    public static final String APPLICATION_POLICY_SET = "application-policy-set";
    public static final String GLOBAL_SYSTEM_CONFIG = "global-system-config";
    public static final String GLOBAL_VROUTER_CONFIG = "global-vrouter-config";
    public static final String FLOATING_IP_POOL = "floating-ip-pool";
    public static final String VIRTUAL_MACHINE = "virtual-machine";
    public static final String VIRTUAL_MACHINE_INTERFACE = "virtual-machine-interface";
    public static final String INSTANCE_IP = "instance-ip";
    public static final String SERVICE_APPLIANCE_SET = "service-appliance-set";
    public static final String LOADBALANCER = "loadbalancer";
    public static final String LOADBALANCER_LISTENER = "loadbalancer-listener";
    public static final String LOADBALANCER_POOL = "loadbalancer-pool";
    public static final String LOADBALANCER_MEMBER = "loadbalancer-member";
    public static final String FLOATING_IP = "floating-ip";
    public static final String VIRTUAL_ROUTER = "virtual-router";

    private static final Map<String, ContrailType> BY_NAME = catalogue(List.of(
            row(DOMAIN, ContrailType.ROOT),
            row(GLOBAL_SYSTEM_CONFIG, ContrailType.ROOT),
            row(POLICY_MANAGEMENT, ContrailType.ROOT),
            row(GLOBAL_VROUTER_CONFIG, GLOBAL_SYSTEM_CONFIG),
            row(PROJECT, DOMAIN),
            row(NETWORK_IPAM, PROJECT),
            row(SECURITY_GROUP, PROJECT),
            row(VIRTUAL_NETWORK, PROJECT),
            row(FLOATING_IP_POOL, VIRTUAL_NETWORK),
            row(NETWORK_POLICY, PROJECT),
            // The instances of an ingress's load balancer carry its tag, too (spec 02 section 7.7).
            shared(TAG, ContrailType.ROOT, Tie.letsGo(VIRTUAL_MACHINE_INTERFACE).onlyOf("ingress=")),
            row(ADDRESS_GROUP, POLICY_MANAGEMENT),
            row(FIREWALL_RULE, POLICY_MANAGEMENT),
            row(FIREWALL_POLICY, POLICY_MANAGEMENT),
            row(APPLICATION_POLICY_SET, POLICY_MANAGEMENT),
            row(VIRTUAL_MACHINE, ContrailType.ROOT, Tie.letsGo(VIRTUAL_ROUTER)),
            // Members of services are listed in the floating-ips of their VIPs (spec 02 section 2).
            row(VIRTUAL_MACHINE_INTERFACE, PROJECT, Tie.letsGo(FLOATING_IP), Tie.goesAlong(INSTANCE_IP)),
            row(INSTANCE_IP, ContrailType.ROOT, Tie.child(FLOATING_IP)),
            row(SERVICE_APPLIANCE_SET, GLOBAL_SYSTEM_CONFIG),
            row(LOADBALANCER, PROJECT),
            row(FLOATING_IP, FLOATING_IP_POOL),
            row(LOADBALANCER_LISTENER, PROJECT),
            row(LOADBALANCER_POOL, PROJECT),
            row(LOADBALANCER_MEMBER, LOADBALANCER_POOL),
            row(VIRTUAL_ROUTER, GLOBAL_SYSTEM_CONFIG)));

    private ContrailTypes() {}

    public static ContrailType of(String name) {
        ContrailType type = BY_NAME.get(name);
        if (type == null) {
            throw new IllegalArgumentException("unknown Contrail type '" + name + "': add it to ContrailTypes");
        }
        return type;
    }

    /** Every type, in the order above. */
    public static List<ContrailType> all() {
        return List.copyOf(BY_NAME.values());
    }

    private static ContrailType row(String name, String parent, Tie... ties) {
        return new ContrailType(name, parent, 0, false, List.of(ties));
    }

    private static ContrailType shared(String name, String parent, Tie... ties) {
        return new ContrailType(name, parent, 0, true, List.of(ties));
    }

    private static Map<String, ContrailType> catalogue(List<ContrailType> rows) {
        var byName = new LinkedHashMap<String, ContrailType>();
        rows.forEach(row -> byName.put(
                row.name(), new ContrailType(row.name(), row.parent(), byName.size(), row.shared(), row.ties())));
        return byName;
    }
}
