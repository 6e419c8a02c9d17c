package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.TypeSchema.RefSchema;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** virtual-network (spec 04 section 15.3). */
final class NetworkRules implements TypeRules {
    private static final String NETWORK_ID = "virtual_network_network_id";
    private static final String SHARED = "is_shared";
    private static final String PROVIDER = "is_provider_network";
    private static final String PEERS = "virtual_network_refs";
    private static final String VXLAN = "vxlan_network_identifier";
    private static final int OPEN = 7;
    private static final int OWN_TARGETS_FROM = 8_000_000;
    private static final Pattern TARGET = Pattern.compile("target:([0-9.]+):(\\d+)");

    private final World world;
    private final Making making;
    private final NetworkSubnets subnets;

    NetworkRules(World world, Making making) {
        this.world = world;
        this.making = making;
        this.subnets = new NetworkSubnets(world);
    }

    @Override
    public void create(Draft draft) {
        if (draft.identity().parent() == null) {
            throw ApiError.keyError("parent_uuid");
        }
        refuseNetworkId(draft);
        boolean shared = draft.property(SHARED).asBoolean()
                || draft.property("perms2").path("global_access").asInt() == OPEN;
        if (shared || world.line().isNew()) {
            draft.set(SHARED, BooleanNode.valueOf(shared));
        }
        if (shared) {
            draft.set("perms2", Perms.withGlobalAccess(draft.property("perms2"), OPEN));
        }
        if (!world.line().isNew() && draft.property(PROVIDER).asBoolean()) {
            throw ApiError.badRequest("Only ip-fabric can be a provider network");
        }
        check(draft);
        subnets.link(draft);
        Numbers ids = world.allocations().networks;
        int id = ids.take();
        draft.onFailure(() -> ids.free(id));
        draft.set(NETWORK_ID, IntNode.valueOf(id));
    }

    private static void refuseNetworkId(Draft draft) {
        if (draft.sets(NETWORK_ID)
                && !Json.missing(draft.property(NETWORK_ID))
                && draft.property(NETWORK_ID).asLong()
                        != draft.former(NETWORK_ID).asLong(-1)) {
            throw new ApiError(403, "Cannot update/set " + NETWORK_ID);
        }
    }

    @Override
    public void update(Draft draft) {
        if (draft.sets(NETWORK_ID)) {
            throw new ApiError(403, "Cannot update/set " + NETWORK_ID);
        }
        reconcileShared(draft);
        if (draft.sets(PROVIDER)
                && draft.former(PROVIDER).asBoolean()
                && !draft.property(PROVIDER).asBoolean()
                && !draft.refs(PEERS).isEmpty()) {
            throw ApiError.badRequest("Cannot change is_provider_network property of VN (" + draft.uuid()
                    + ") because it has connected networks");
        }
        check(draft);
        if (draft.setsRefs(NetworkSubnets.FIELD)) {
            subnets.link(draft);
        }
    }

    /** {@code is_shared} and {@code global_access} follow each other (API-115). */
    private static void reconcileShared(Draft draft) {
        boolean sentShared = draft.sets(SHARED) && !Json.missing(draft.property(SHARED));
        boolean sentAccess = draft.sets("perms2") && draft.property("perms2").has("global_access");
        boolean shared = draft.property(SHARED).asBoolean();
        int access = draft.property("perms2").path("global_access").asInt();
        if (sentShared && sentAccess && shared != (access == OPEN)) {
            throw ApiError.badRequest(
                    "Inconsistent is_shared (" + (shared ? "True" : "False") + ") and global_access (" + access + ")");
        }
        if (sentShared && !sentAccess) {
            draft.set("perms2", Perms.withGlobalAccess(draft.property("perms2"), shared ? OPEN : 0));
        } else if (sentAccess && !sentShared) {
            draft.set(SHARED, BooleanNode.valueOf(access == OPEN));
        }
    }

    private void check(Draft draft) {
        if (draft.setsRefs(PEERS)) {
            checkPeers(draft);
        }
        if (draft.sets("virtual_network_properties")) {
            checkVxlan(draft);
        }
        for (String list : new String[] {"route_target_list", "import_route_target_list", "export_route_target_list"}) {
            if (draft.sets(list)) {
                checkTargets(draft.property(list));
            }
        }
    }

    private void checkPeers(Draft draft) {
        if (draft.property(PROVIDER).asBoolean()) {
            return;
        }
        List<Ref> peers = List.copyOf(draft.refs(PEERS).values());
        boolean fine = peers.isEmpty() || peers.size() == 1 && isProvider(peers.get(0));
        if (!fine) {
            throw ApiError.badRequest("Non Provider VN (" + draft.uuid()
                    + ") can connect only to one provider VN but connected to "
                    + world.python().list(peers.stream().map(Ref::target).toList()));
        }
    }

    private boolean isProvider(Ref ref) {
        ConfigObject peer = world.store().find(ref.target());
        return peer != null && BooleanNode.TRUE.equals(peer.property(PROVIDER));
    }

    private void checkVxlan(Draft draft) {
        JsonNode id = draft.property("virtual_network_properties").path(VXLAN);
        if (!id.isNumber() || id.asLong() == 0) {
            return;
        }
        for (ConfigObject other :
                world.store().all(world.type("virtual-network")).values()) {
            JsonNode properties = other.property("virtual_network_properties");
            if (properties != null
                    && properties.path(VXLAN).asLong() == id.asLong()
                    && !other.uuid().equals(draft.uuid())) {
                throw ApiError.badRequest("VN (" + other.uuid() + ") has same vxlan_id");
            }
        }
    }

    private void checkTargets(JsonNode list) {
        ConfigObject global = world.find("global-system-config", List.of("default-global-system-config"));
        String own = global == null ? "" : global.text("autonomous_system");
        for (JsonNode target : list.path("route_target")) {
            Matcher parts = TARGET.matcher(target.asText());
            if (!parts.matches()) {
                throw ApiError.internal("ValueError: invalid literal for route target " + target.asText());
            }
            if (parts.group(1).equals(own) && Long.parseLong(parts.group(2)) >= OWN_TARGETS_FROM) {
                throw ApiError.badRequest("Configured route target must use ASN that is different from global ASN or "
                        + "route target value must be less than 8000000");
            }
        }
    }

    @Override
    public void created(ConfigObject object) {
        making.automatic(world.type("routing-instance"), object, object.name(), routingInstance(true));
    }

    static ObjectNode routingInstance(boolean isDefault) {
        return Json.object()
                .put("routing_instance_is_default", isDefault)
                .put("routing_instance_has_pnf", false)
                .put("routing_instance_fabric_snat", false);
    }

    /** The routing instances go with the network, whoever refers to them. */
    @Override
    public void deleted(ConfigObject object) {
        for (ConfigObject instance : List.copyOf(object.children(world.type("routing-instance")))) {
            for (ConfigObject port : List.copyOf(instance.referrers(world.type("virtual-machine-interface")))) {
                RefSchema field = port.type().refTo(instance.type());
                if (field != null) {
                    world.store().unlink(port, field, instance.uuid());
                }
            }
            world.store().remove(instance);
        }
        world.allocations().networks.free(number(object));
        world.allocations().addresses.removeNetwork(object.uuid());
    }

    private static int number(ConfigObject object) {
        JsonNode id = object.property(NETWORK_ID);
        return id == null ? 0 : id.asInt();
    }
}
