package io.contrailkube.core.contrail;

/** A tenant; the server adds a default application policy set of its own (spec 04 API-110). */
public final class Project {
    private Project() {}

    public static ContrailObjectBuilder named(ObjectKey key) {
        return new ContrailObjectBuilder(key);
    }
}
