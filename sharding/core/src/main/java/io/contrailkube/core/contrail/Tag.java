package io.contrailkube.core.contrail;

/** A tag of type and value; its type is made and removed by the server (spec 04 section 15.10). */
public final class Tag {
    private Tag() {}

    /** @param key a global tag, whose only name part is {@code type=value} */
    public static ContrailObjectBuilder named(ObjectKey key) {
        String name = key.fqName().leaf();
        int equals = name.indexOf('=');
        return new ContrailObjectBuilder(key)
                .shared()
                .property("tag_type_name", name.substring(0, equals))
                .property("tag_value", name.substring(equals + 1));
    }
}
