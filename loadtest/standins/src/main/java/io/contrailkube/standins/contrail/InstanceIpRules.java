package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.contrail.AddressChoice.Form;
import io.contrailkube.standins.contrail.AddressChoice.Found;
import io.contrailkube.standins.contrail.AddressChoice.Wish;
import io.contrailkube.standins.contrail.SubnetPlan.Range;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** instance-ip (spec 04 section 15.7). */
final class InstanceIpRules implements TypeRules {
    private static final String ADDRESS = "instance_ip_address";
    private static final String SUBNET = "subnet_uuid";
    private static final Set<String> UNMANAGED =
            Set.of("default-domain:default-project:ip-fabric", "default-domain:default-project:__link_local__");

    private final World world;
    private final AddressChoice choice;

    InstanceIpRules(World world) {
        this.world = world;
        this.choice = new AddressChoice(world);
    }

    @Override
    public void create(Draft draft) {
        checkCombination(draft);
        ConfigObject network = first(draft, "virtual_network_refs");
        if (network != null) {
            if (!UNMANAGED.contains(network.colonName())) {
                fromNetwork(draft, network);
            }
            return;
        }
        Ip ip;
        ConfigObject ipam = first(draft, "network_ipam_refs");
        if (ipam != null) {
            if (!draft.sent().path("network_ipam_refs").path(0).has("uuid")) {
                throw ApiError.badRequest("'uuid'");
            }
            ip = fromPools(draft, world.allocations().addresses.flat(ipam.uuid()));
        } else {
            ConfigObject router = first(draft, "virtual_router_refs");
            if (router == null) {
                throw ApiError.badRequest("can only join an iterable");
            }
            ip = fromRouter(draft, router);
        }
        if (ip == null) {
            throw ApiError.badRequest("has exhausted subnet([])");
        }
        draft.set(ADDRESS, Json.text(ip.text()));
    }

    private static void checkCombination(Draft draft) {
        int routers = draft.refs("virtual_router_refs").size();
        boolean network = !draft.refs("virtual_network_refs").isEmpty();
        boolean ipam = !draft.refs("network_ipam_refs").isEmpty();
        if (routers > 1) {
            throw ApiError.badRequest("Instance IP can not refer to multiple virtual routers");
        }
        if (routers == 1 && (network || ipam)) {
            throw ApiError.badRequest("virtual_router_refs and " + (network ? "virtual_network_refs" : "ipam_refs")
                    + " are not allowed together");
        }
        if (routers == 1 && !Json.empty(draft.property(SUBNET))) {
            throw ApiError.badRequest("subnet uuid based allocation not supported with vrouter");
        }
        if (ipam && !network && !Json.empty(draft.property(ADDRESS))) {
            throw ApiError.badRequest("allocation for requested IP from a network_ipam is not supported");
        }
    }

    private @Nullable ConfigObject first(Draft draft, String field) {
        for (String target : draft.refs(field).keySet()) {
            return world.store().find(target);
        }
        return null;
    }

    private void fromNetwork(Draft draft, ConfigObject network) {
        JsonNode asked = draft.property(ADDRESS);
        Ip address = Json.empty(asked) ? null : SubnetPlan.ip(asked.asText());
        JsonNode subnet = draft.property(SUBNET);
        boolean v6 = draft.property("instance_ip_family").asText().equals("v6");
        Found found = choice.find(new Wish(
                network,
                draft.uuid(),
                network.text("address_allocation_mode"),
                Json.empty(subnet) ? null : subnet.asText(),
                new Form(address, v6, false)));
        draft.onFailure(() -> world.allocations().addresses.release(draft.uuid()));
        Ip ip = found.ip();
        if (ip != null) {
            if (address != null && world.allocations().addresses.isGateway(network.uuid(), ip) && hasMachine(draft)) {
                throw ApiError.badRequest("Gateway IP cannot be used by VM port");
            }
            draft.set(ADDRESS, Json.text(ip.text()));
        }
        draft.set(SUBNET, Json.text(found.subnetUuid()));
    }

    private boolean hasMachine(Draft draft) {
        for (String uuid : draft.refs("virtual_machine_interface_refs").keySet()) {
            ConfigObject port = world.store().find(uuid);
            if (port != null && (!port.refs("virtual_machine_refs").isEmpty() || port.isChildOf("virtual-machine"))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Ip fromPools(Draft draft, List<SubnetPool> pools) {
        for (SubnetPool pool : pools) {
            Ip ip = pool.take(draft.uuid());
            if (ip != null) {
                leased(draft, pool, ip);
                return ip;
            }
        }
        return null;
    }

    /** From the pools that the IPAM keeps for that virtual router alone. */
    private @Nullable Ip fromRouter(Draft draft, ConfigObject router) {
        AddressBook book = world.allocations().addresses;
        for (Ref link : router.refs("network_ipam_refs").values()) {
            for (JsonNode range : link.attr().path("allocation_pools")) {
                Range ips = new Range(
                        SubnetPlan.ip(range.path("start").asText()),
                        SubnetPlan.ip(range.path("end").asText()));
                for (SubnetPool pool : book.flat(link.target())) {
                    Ip ip = pool.take(ips, draft.uuid());
                    if (ip != null) {
                        leased(draft, pool, ip);
                        return ip;
                    }
                }
            }
        }
        return null;
    }

    private void leased(Draft draft, SubnetPool pool, Ip ip) {
        AddressBook book = world.allocations().addresses;
        book.lease(draft.uuid(), pool, ip);
        draft.onFailure(() -> book.release(draft.uuid()));
    }

    @Override
    public void update(Draft draft) {
        if (draft.sets(ADDRESS) && !draft.property(ADDRESS).equals(draft.former(ADDRESS))) {
            throw ApiError.badRequest("Instance IP Address can not be changed");
        }
    }

    @Override
    public void deleted(ConfigObject object) {
        world.allocations().addresses.release(object.uuid());
    }
}
