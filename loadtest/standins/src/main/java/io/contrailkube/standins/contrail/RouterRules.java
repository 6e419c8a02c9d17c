package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.contrail.SubnetPlan.Range;
import java.util.ArrayList;
import java.util.List;

/** virtual-router: its own pools of a flat IPAM (API-134). */
final class RouterRules implements TypeRules {
    private static final String IPAMS = "network_ipam_refs";

    private final World world;

    RouterRules(World world) {
        this.world = world;
    }

    @Override
    public void create(Draft draft) {
        check(draft);
    }

    @Override
    public void update(Draft draft) {
        check(draft);
    }

    private void check(Draft draft) {
        if (!draft.setsRefs(IPAMS)) {
            return;
        }
        for (Ref ref : draft.refs(IPAMS).values()) {
            ConfigObject ipam = world.store().find(ref.target());
            if (ipam == null) {
                continue;
            }
            if (!IpamRules.isFlat(ipam)) {
                throw ApiError.badRequest("only flat-subnet ipam can be attached to vrouter");
            }
            List<Range> wanted = new ArrayList<>();
            for (JsonNode pool : ref.attr().path("allocation_pools")) {
                if (!pool.path("vrouter_specific_pool").asBoolean()) {
                    throw ApiError.badRequest("vrouter-specific-flag is not set for allocation pool");
                }
                wanted.add(range(pool));
            }
            refuseOverlap(draft, ipam, wanted);
        }
    }

    private void refuseOverlap(Draft draft, ConfigObject ipam, List<Range> wanted) {
        for (ConfigObject router : ipam.referrers(draft.type())) {
            Ref other = router.refs(IPAMS).get(ipam.uuid());
            if (other == null || router.uuid().equals(draft.uuid())) {
                continue;
            }
            for (JsonNode pool : other.attr().path("allocation_pools")) {
                Range taken = range(pool);
                if (wanted.stream()
                        .anyMatch(r -> r.first().compareTo(taken.last()) <= 0
                                && taken.first().compareTo(r.last()) <= 0)) {
                    throw ApiError.badRequest("vrouter allocation-pool start:" + taken.first() + ", end " + taken.last()
                            + " used in other vrouter:" + router.uuid());
                }
            }
        }
    }

    private static Range range(JsonNode pool) {
        return new Range(
                SubnetPlan.ip(pool.path("start").asText()),
                SubnetPlan.ip(pool.path("end").asText()));
    }
}
