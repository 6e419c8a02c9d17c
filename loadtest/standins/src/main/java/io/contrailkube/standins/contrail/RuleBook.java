package io.contrailkube.standins.contrail;

import java.util.HashMap;
import java.util.Map;

/** The rules of every type that has some. */
final class RuleBook {
    private final Map<String, TypeRules> rules = new HashMap<>();
    private final ProjectRules projects;

    RuleBook(World world, Making making) {
        this.projects = new ProjectRules(world, making);
        rules.put("project", projects);
        rules.put("domain", new SharingRules());
        rules.put("service-template", new SharingRules());
        rules.put("network-ipam", new IpamRules(world));
        rules.put("virtual-network", new NetworkRules(world, making));
        rules.put("network-policy", new PolicyRules(world));
        rules.put("security-group", new SecurityGroupRules(world));
        rules.put("virtual-machine-interface", new InterfaceRules(world));
        rules.put("instance-ip", new InstanceIpRules(world));
        rules.put("floating-ip-pool", new FloatingPoolRules(world));
        rules.put("floating-ip", new FloatingIpRules(world, "floating"));
        rules.put("alias-ip", new FloatingIpRules(world, "alias"));
        rules.put("tag", new TagRules(world, making));
        rules.put("tag-type", new TagTypeRules(world));
        rules.put("virtual-router", new RouterRules(world));
        rules.put("global-system-config", new GlobalConfigRules(world));
        for (String type : SecurityRules.TYPES) {
            TypeRules own = type.equals("firewall-rule") ? new FirewallRuleRules(world) : TypeRules.NONE;
            rules.put(type, new SecurityRules(world, own));
        }
    }

    TypeRules of(TypeSchema type) {
        return rules.getOrDefault(type.name(), TypeRules.NONE);
    }

    ProjectRules projects() {
        return projects;
    }
}
