package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that stand when the server begins to serve (spec 04 section 16), with the defaults that it gives to its own objects. */
final class InitialObjects {
    private static final int AUTONOMOUS_SYSTEM = 64_512;
    private static final int READABLE = 5;

    private final World world;
    private final Making making;

    InitialObjects(World world, Making making) {
        this.world = world;
        this.making = making;
    }

    /** The sets of the service monitor are not this server's work, but a controller looks them up. */
    void make(boolean serviceApplianceSets) {
        ConfigObject system = globals();
        if (serviceApplianceSets) {
            make("service-appliance-set", system, "opencontrail", Json.object());
            make("service-appliance-set", system, "native", Json.object());
        }
        ConfigObject domain = make("domain", null, "default-domain", Json.object());
        domain.plain.put("perms2", Perms.shared(Perms.of(Perms.ADMIN), "domain:" + domain.uuid(), 6));
        ObjectNode quota = Json.object();
        quota.putObject("quota").put("defaults", -1);
        ConfigObject project = make("project", domain, "default-project", quota);
        make("application-policy-set", project, "default-application-policy-set", allApplications());
        networks(project);
        groups(project);
        tagTypes();
    }

    private ConfigObject make(String type, @Nullable ConfigObject parent, String name, ObjectNode properties) {
        TypeSchema schema = world.type(type);
        ObjectNode known = Json.object();
        properties.properties().forEach(e -> {
            if (schema.property(e.getKey()) != null) {
                known.set(e.getKey(), e.getValue());
            }
        });
        return making.initial(schema, parent, name, known);
    }

    private ConfigObject globals() {
        ConfigObject system = make(
                "global-system-config",
                null,
                "default-global-system-config",
                Json.object()
                        .put("autonomous_system", AUTONOMOUS_SYSTEM)
                        .put("config_version", "1.0")
                        .put("enable_4byte_as", false)
                        .put("enable_security_policy_draft", false)
                        .put("ibgp_auto_mesh", true)
                        .put("igmp_enable", false)
                        .put("mac_aging_time", 300));
        ConfigObject vrouters = make(
                "global-vrouter-config",
                system,
                "default-global-vrouter-config",
                Json.object().put("enable_security_logging", true).put("encryption_mode", "none"));
        make("global-qos-config", system, "default-global-qos-config", Json.object());
        make("alarm", system, "system-defined-bottle-request-size-limit", Json.object());
        if (world.schema().exact("fabric") != null) {
            make("fabric", system, "default-fabric", Json.object());
        }
        make("discovery-service-assignment", null, "default-discovery-service-assignment", Json.object());
        ConfigObject management = make("policy-management", null, "default-policy-management", Json.object());
        ConfigObject set =
                make("application-policy-set", management, "default-application-policy-set", allApplications());
        Draft draft = Draft.of(set, Json.object());
        draft.setRefs("global_vrouter_config_refs", Map.of(vrouters.uuid(), Ref.to(vrouters.uuid())));
        making.apply(draft, set);
        return system;
    }

    private static ObjectNode allApplications() {
        return Json.object().put("all_applications", true);
    }

    private void networks(ConfigObject project) {
        ObjectNode readable = Json.object();
        readable.set("perms2", Perms.withGlobalAccess(Perms.of(Perms.ADMIN), READABLE));
        make("network-ipam", project, "default-network-ipam", readable);
        network(project, "default-virtual-network", Json.object().put("is_shared", false));
        ConfigObject fabric = network(project, "ip-fabric", usual(true));
        instance(fabric, "__default__", false);
        network(project, "__link_local__", usual(false));
        if (world.line().isNew()) {
            instance(network(project, "dci-network", usual(false)), "__default__", false);
        }
        serviceChains(project);
    }

    private ConfigObject network(ConfigObject project, String name, ObjectNode properties) {
        properties.put(
                "virtual_network_network_id", world.allocations().networks.take());
        ConfigObject network = make("virtual-network", project, name, properties);
        instance(network, name, true);
        return network;
    }

    private void instance(ConfigObject network, String name, boolean isDefault) {
        make("routing-instance", network, name, NetworkRules.routingInstance(isDefault));
    }

    private static ObjectNode usual(boolean provider) {
        return Json.object()
                .put("is_provider_network", provider)
                .put("is_shared", false)
                .put("fabric_snat", false)
                .put("flood_unknown_unicast", false)
                .put("igmp_enable", false)
                .put("layer2_control_word", false)
                .put("mac_aging_time", 300)
                .put("mac_ip_learning_enable", false)
                .put("mac_learning_enabled", false)
                .put("pbb_etree_enable", false)
                .put("pbb_evpn_enable", false)
                .put("port_security_enabled", true)
                .put("virtual_network_category", "tenant");
    }

    private void serviceChains(ConfigObject project) {
        ObjectNode properties = Json.object().put("ipam_subnet_method", "flat-subnet");
        ArrayNode subnets = properties.putObject("ipam_subnets").putArray("subnets");
        List<SubnetPool> pools = new ArrayList<>();
        Map<String, Integer> prefixes = new LinkedHashMap<>();
        prefixes.put("0.0.0.0", 8);
        prefixes.put("::ffff", 104);
        prefixes.forEach((prefix, length) -> {
            ObjectNode subnet = subnets.addObject();
            subnet.putObject("subnet").put("ip_prefix", prefix).put("ip_prefix_len", length);
            subnet.put("alloc_unit", 1).put("enable_dhcp", true);
            pools.add(new SubnetPool(SubnetPlan.plain(subnet)));
        });
        ConfigObject ipam = make("network-ipam", project, "service-chain-flat-ipam", properties);
        world.allocations().addresses.flat(ipam.uuid(), pools);
    }

    private void groups(ConfigObject project) {
        ObjectNode properties = Json.object()
                .put("security_group_id", world.allocations().groups.take())
                .put("configured_security_group_id", 0);
        properties.putObject("security_group_entries").putArray("policy_rule");
        properties.set("perms2", Perms.withGlobalAccess(Perms.of(Perms.ADMIN), READABLE));
        ConfigObject none = make("security-group", project, "__no_rule__", properties);
        none.idPerms(none.idPerms().described("Security group with no rules").withoutPermissions());
    }

    private void tagTypes() {
        List<String> names = new ArrayList<>(List.of("label", "application", "tier", "deployment", "site"));
        if (world.line().isNew()) {
            names.addAll(List.of("neutron_fwaas", "neutron_tag"));
        }
        for (int id = 0; id < names.size(); id++) {
            ObjectNode properties = Json.object()
                    .put("tag_type_id", String.format("0x%04x", id))
                    .put("display_name", names.get(id));
            ConfigObject type = make("tag-type", null, names.get(id), properties);
            type.idPerms(type.idPerms().ofTagType(BooleanNode.TRUE));
        }
    }
}
