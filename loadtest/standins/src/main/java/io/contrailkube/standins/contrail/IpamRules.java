package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** network-ipam (spec 04 section 15.2). */
final class IpamRules implements TypeRules {
    private static final String METHOD = "ipam_subnet_method";
    private static final String SUBNETS = "ipam_subnets";
    private static final String SUBNETTING = "ipam_subnetting";

    private final AddressBook book;

    IpamRules(World world) {
        this.book = world.allocations().addresses;
    }

    static boolean isFlat(ConfigObject ipam) {
        return isFlat(ipam.text(METHOD));
    }

    private static boolean isFlat(String method) {
        return method.equals("flat-subnet") || method.equals("auto-subnet");
    }

    @Override
    public void create(Draft draft) {
        boolean flat = isFlat(draft.property(METHOD).asText());
        if (!flat && draft.property(SUBNETTING).asBoolean()) {
            throw ApiError.badRequest("subnetting is allowed only with flat-subnet");
        }
        if (!flat && !draft.property(SUBNETS).path("subnets").isEmpty()) {
            throw ApiError.badRequest("ipam-subnets are allowed only with flat-subnet");
        }
        plan(draft);
    }

    @Override
    public void update(Draft draft) {
        for (String fixed : new String[] {METHOD, SUBNETTING}) {
            if (draft.sets(fixed) && !draft.property(fixed).equals(draft.former(fixed))) {
                throw ApiError.badRequest(fixed + " can not be changed");
            }
        }
        if (!draft.sets(SUBNETS)) {
            return;
        }
        if (!isFlat(draft.former(METHOD).asText())
                && !draft.property(SUBNETS).path("subnets").isEmpty()) {
            throw ApiError.badRequest("ipam-subnets are allowed only with flat-subnet");
        }
        plan(draft);
    }

    private void plan(Draft draft) {
        boolean subnetting = draft.property(SUBNETTING).asBoolean();
        List<SubnetPool> former = book.flat(draft.uuid());
        List<SubnetPlan> plans = new ArrayList<>();
        for (JsonNode subnet : draft.property(SUBNETS).path("subnets")) {
            SubnetPlan plan = plan((ObjectNode) subnet, subnetting);
            for (SubnetPlan other : plans) {
                if (other.cidr().overlaps(plan.cidr())) {
                    throw NetworkSubnets.overlapping(other.cidr(), plan.cidr());
                }
            }
            plans.add(plan);
        }
        List<SubnetPool> pools = new ArrayList<>();
        for (SubnetPool pool : former) {
            if (plans.stream().noneMatch(plan -> plan.cidr().equals(pool.cidr()))) {
                pool.used().stream().findFirst().ifPresent(ip -> NetworkSubnets.refuseLoss(ip.text()));
            }
        }
        for (SubnetPlan plan : plans) {
            pools.add(pool(former, plan));
        }
        book.flat(draft.uuid(), pools);
        draft.onFailure(() -> book.flat(draft.uuid(), former));
    }

    private static SubnetPlan plan(ObjectNode subnet, boolean subnetting) {
        if (subnetting) {
            subnet.put("default_gateway", "None").put("dns_server_address", "None");
            return SubnetPlan.plain(subnet);
        }
        return SubnetPlan.complete(subnet);
    }

    private static SubnetPool pool(List<SubnetPool> former, SubnetPlan plan) {
        for (SubnetPool pool : former) {
            if (pool.cidr().equals(plan.cidr())) {
                NetworkSubnets.keepGateway(pool.plan(), plan, true);
                pool.replan(plan);
                return pool;
            }
        }
        return new SubnetPool(plan);
    }

    @Override
    public void deleted(ConfigObject object) {
        book.removeIpam(object.uuid());
    }
}
