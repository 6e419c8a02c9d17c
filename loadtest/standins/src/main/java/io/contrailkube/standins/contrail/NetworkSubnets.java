package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.AddressBook.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links of a network to its IPAMs: completes the subnets, and refuses what would hurt addresses in use (API-97, API-102, API-106). */
final class NetworkSubnets {
    static final String FIELD = "network_ipam_refs";

    private static final String SUBNETS = "ipam_subnets";
    private static final String UUID = "subnet_uuid";

    private final World world;
    private final AddressBook book;

    NetworkSubnets(World world) {
        this.world = world;
        this.book = world.allocations().addresses;
    }

    /** One subnet of the network to be: where it hangs, and its plan unless it is a flat one. */
    private record Wanted(String ipam, String subnetUuid, @Nullable SubnetPlan plan) {}

    void link(Draft draft) {
        List<Wanted> wanted = new ArrayList<>();
        Map<String, Ref> stored = new LinkedHashMap<>();
        for (Ref ref : draft.refs(FIELD).values()) {
            stored.put(ref.target(), ref);
            ConfigObject ipam = world.store().find(ref.target());
            if (ipam == null) {
                continue;
            }
            ObjectNode attr = attr(ref).deepCopy();
            if (IpamRules.isFlat(ipam)) {
                wanted.add(flat(draft, ipam, attr));
            } else {
                own(draft, ipam, attr, wanted);
            }
            stored.put(ref.target(), new Ref(ref.target(), attr, ref.relaxed()));
        }
        refuseOverlaps(wanted);
        refuseLosses(draft, wanted);
        if (draft.setsRefs(FIELD)) {
            draft.setRefs(FIELD, stored);
        }
        commit(draft, wanted);
    }

    private static ObjectNode attr(Ref ref) {
        if (!(ref.attr() instanceof ObjectNode attr) || !attr.has(SUBNETS)) {
            throw ref.attr() instanceof ObjectNode
                    ? ApiError.keyError(SUBNETS)
                    : ApiError.internal("TypeError: 'NoneType' object has no attribute '__getitem__'");
        }
        return attr;
    }

    private Wanted flat(Draft draft, ConfigObject ipam, ObjectNode attr) {
        if (!draft.property("virtual_network_properties")
                .path("forwarding_mode")
                .asText()
                .equals("l3")) {
            throw ApiError.badRequest("flat-subnet is allowed only with l3 network");
        }
        String uuid = "";
        for (JsonNode subnet : attr.path(SUBNETS)) {
            if (!Json.empty(subnet.get("subnet"))) {
                throw ApiError.badRequest("with flat-subnet, network can not have user-defined subnet");
            }
            uuid = subnet.path(UUID).asText(uuid);
        }
        if (uuid.isEmpty()) {
            uuid = former(draft, ipam, null).map(Link::subnetUuid).orElseGet(World::uuid);
        }
        ArrayNode one = Json.array();
        one.add(Json.object().put(UUID, uuid));
        attr.set(SUBNETS, one);
        return new Wanted(ipam.uuid(), uuid, null);
    }

    private void own(Draft draft, ConfigObject ipam, ObjectNode attr, List<Wanted> wanted) {
        for (JsonNode each : attr.path(SUBNETS)) {
            if (!(each instanceof ObjectNode subnet)) {
                continue;
            }
            Link former = former(draft, ipam, SubnetPlan.cidr(subnet)).orElse(null);
            boolean named = !Json.empty(subnet.get(UUID));
            SubnetPlan plan = SubnetPlan.complete(subnet);
            if (former != null && former.own() != null) {
                keepGateway(former.own().plan(), plan, named);
            }
            if (!named) {
                subnet.put(UUID, World.uuid());
            }
            wanted.add(new Wanted(ipam.uuid(), subnet.get(UUID).asText(), plan));
        }
    }

    static void keepGateway(SubnetPlan former, SubnetPlan plan, boolean named) {
        if (!former.gateway().equals(plan.gateway())) {
            throw named
                    ? ApiError.badRequest("default gateway change is not allowed orig:" + former.gatewayText()
                            + ", new: " + plan.gatewayText())
                    : ApiError.keyError(UUID);
        }
    }

    private Optional<Link> former(Draft draft, ConfigObject ipam, @Nullable Cidr cidr) {
        return book.links(draft.uuid()).stream()
                .filter(link -> link.ipam().equals(ipam.uuid()) && hasPrefix(link, cidr))
                .findFirst();
    }

    private static boolean hasPrefix(Link link, @Nullable Cidr cidr) {
        SubnetPool own = link.own();
        return cidr == null ? own == null : own != null && own.cidr().equals(cidr);
    }

    private void refuseOverlaps(List<Wanted> wanted) {
        List<Cidr> seen = new ArrayList<>();
        for (Wanted each : wanted) {
            SubnetPlan plan = each.plan();
            if (plan == null) {
                continue;
            }
            for (Cidr other : seen) {
                if (other.overlaps(plan.cidr())) {
                    throw overlapping(other, plan.cidr());
                }
            }
            seen.add(plan.cidr());
        }
    }

    static ApiError overlapping(Cidr one, Cidr other) {
        return ApiError.badRequest("Overlapping addresses: [('" + one + "', '" + other + "')]");
    }

    private void refuseLosses(Draft draft, List<Wanted> wanted) {
        for (Link link : book.links(draft.uuid())) {
            boolean kept = wanted.stream().anyMatch(each -> continues(each, link));
            if (kept) {
                continue;
            }
            ConfigObject network = draft.before();
            SubnetPool own = link.own();
            if (own != null) {
                own.used().stream().findFirst().ifPresent(ip -> refuseLoss(ip.text()));
            } else if (network != null) {
                network.referrers(world.type("instance-ip")).stream()
                        .filter(ip -> ip.text(UUID).equals(link.subnetUuid()))
                        .findFirst()
                        .ifPresent(ip -> refuseLoss(ip.text("instance_ip_address")));
            }
        }
    }

    static void refuseLoss(String address) {
        throw ApiError.conflict("Cannot Delete IP Block, IP(" + address + ") is in use");
    }

    private static boolean continues(Wanted wanted, Link link) {
        SubnetPlan plan = wanted.plan();
        return wanted.ipam().equals(link.ipam()) && hasPrefix(link, plan == null ? null : plan.cidr());
    }

    private void commit(Draft draft, List<Wanted> wanted) {
        List<Link> former = book.links(draft.uuid());
        List<Link> links = new ArrayList<>();
        for (Wanted each : wanted) {
            SubnetPlan plan = each.plan();
            SubnetPool pool = plan == null
                    ? null
                    : former.stream()
                            .filter(link -> continues(each, link))
                            .map(Link::own)
                            .findFirst()
                            .orElseGet(() -> new SubnetPool(plan));
            if (pool != null && plan != null) {
                pool.replan(plan);
            }
            links.add(new Link(each.ipam(), each.subnetUuid(), pool));
        }
        book.links(draft.uuid(), links);
        draft.onFailure(() -> book.links(draft.uuid(), former));
    }
}
