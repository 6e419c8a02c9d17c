package io.contrailkube.core.contrail;

/** The vrouter of a node; it is somebody else's, we tell it which machines it has (spec 02 section 4.6). */
public final class VirtualRouter {
    private VirtualRouter() {}

    /** A machine on a vrouter: a single reference among those of all pods of the node. */
    public static ContrailObjectBuilder carrying(ObjectKey router, String uuid, ObjectKey machine) {
        return new ContrailObjectBuilder(router)
                .partOnly()
                .uuid(uuid)
                .reference(VirtualMachineInterface.MACHINE_REFS, machine, null);
    }
}
