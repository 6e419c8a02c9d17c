package io.contrailkube.standins.contrail;

/** floating-ip-pool: bound to subnets of its network only (API-131). */
final class FloatingPoolRules implements TypeRules {
    private static final String SUBNETS = "floating_ip_pool_subnets";

    private final World world;

    FloatingPoolRules(World world) {
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
        ConfigObject network = draft.identity().parent();
        if (network == null || !draft.sets(SUBNETS)) {
            return;
        }
        for (String subnet : Json.strings(draft.property(SUBNETS).path("subnet_uuid"))) {
            boolean known = world.allocations().addresses.links(network.uuid()).stream()
                    .anyMatch(link -> link.subnetUuid().equals(subnet));
            if (!known) {
                throw ApiError.badRequest("Subnet " + subnet + " was not found in virtual-network " + network.uuid());
            }
        }
    }
}
