package io.contrailkube.core.spec;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names of tags made of Kubernetes labels (spec 01 section 5.7, spec 03 sections 4.2 and 11.2). */
public final class TagNames {
    private static final String SLASH = "__slash__";
    /** Label keys that would impersonate our own tags or corrupt a call; never published. */
    private static final Set<String> RESERVED =
            Set.of("application", "label", "neutron_fwaas", "namespace", "ingress", "obj_type", "obj_uuid");

    private TagNames() {}

    /** The global tag `type=value`; the server lower-cases types, and a slash is unsafe in either part. */
    public static ObjectKey tag(String type, String value) {
        return ObjectKey.of(ContrailTypes.TAG, type(type) + '=' + value.replace("/", SLASH));
    }

    public static String type(String labelKey) {
        return labelKey.toLowerCase(Locale.ROOT).replace("/", SLASH);
    }

    public static String typeOf(ObjectKey tag) {
        return tag.fqName().leaf().substring(0, tag.fqName().leaf().indexOf('='));
    }

    public static String valueOf(ObjectKey tag) {
        return tag.fqName().leaf().substring(tag.fqName().leaf().indexOf('=') + 1);
    }

    /** Whether labels of this key are kept to ourselves. */
    public static boolean isReserved(String labelKey, String cluster) {
        String type = type(labelKey);
        return RESERVED.contains(type) || type.equals(type(cluster + "-svc"));
    }

    /** The tags that labels are published as; of keys that differ in case only, the first in sort order counts. */
    public static Set<ObjectKey> published(Map<String, String> labels, String cluster) {
        var tags = new TreeSet<ObjectKey>();
        var types = new TreeSet<String>();
        labels.keySet().stream().sorted().forEach(key -> {
            if (!isReserved(key, cluster) && types.add(type(key))) {
                tags.add(tag(key, labels.getOrDefault(key, "")));
            }
        });
        return tags;
    }
}
