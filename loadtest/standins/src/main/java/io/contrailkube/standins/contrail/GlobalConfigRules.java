package io.contrailkube.standins.contrail;

/** global-system-config: there is one (API-135). */
final class GlobalConfigRules implements TypeRules {
    private final World world;

    GlobalConfigRules(World world) {
        this.world = world;
    }

    @Override
    public void create(Draft draft) {
        for (ConfigObject present : world.store().all(draft.type()).values()) {
            throw ApiError.badRequest("Global System Config already exists with name " + present.colonName() + " ("
                    + present.uuid() + ")");
        }
    }
}
