package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;

/** Limits of a project on its children (API-110). */
final class Quotas {
    private static final int EXCEEDED = 412;

    private final World world;

    Quotas(World world) {
        this.world = world;
    }

    void check(Draft draft) {
        ConfigObject project = draft.identity().parent();
        JsonNode quota = project == null || !project.is("project") ? null : project.property("quota");
        if (project == null || quota == null) {
            return;
        }
        JsonNode own = quota.path(draft.type().underscored());
        long limit = (own.isNumber() ? own : quota.path("defaults")).asLong(-1);
        if (limit >= 0 && project.children(draft.type()).size() >= limit) {
            throw new ApiError(
                    EXCEEDED,
                    world.python().list(draft.identity().fqName()) + " quota limit (" + limit
                            + ") exceeded for resource " + draft.type().underscored());
        }
    }
}
