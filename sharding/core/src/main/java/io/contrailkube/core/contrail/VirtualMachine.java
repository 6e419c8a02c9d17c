package io.contrailkube.core.contrail;

/** What stands for a pod as a whole; the CNI plugin and the vrouter find its interfaces by it (spec 02 section 4.4). */
public final class VirtualMachine {
    private VirtualMachine() {}

    /** @param uuid the pod's uid */
    public static ContrailObjectBuilder container(ObjectKey key, String uuid, String displayName, ObjectKey project) {
        return new ContrailObjectBuilder(key)
                .uuid(uuid)
                .property("server_type", "container")
                .property("display_name", displayName)
                .owner(project);
    }
}
