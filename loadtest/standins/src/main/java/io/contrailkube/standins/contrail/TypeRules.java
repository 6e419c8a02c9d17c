package io.contrailkube.standins.contrail;

/** What the server does for one type beyond storing it (spec 04 section 15); a rule refuses by throwing {@link ApiError}. */
interface TypeRules {
    TypeRules NONE = new TypeRules() {};

    /** Checks and completes a new object before it is written. */
    default void create(Draft draft) {}

    /** Follows a create: automatic objects. */
    default void created(ConfigObject object) {}

    /** Checks and completes a change before it is written. */
    default void update(Draft draft) {}

    /** Refuses a deletion. */
    default void delete(ConfigObject object) {}

    /** Follows a deletion: frees what was allocated, removes automatic objects. */
    default void deleted(ConfigObject object) {}
}
