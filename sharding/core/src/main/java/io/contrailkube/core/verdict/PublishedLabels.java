package io.contrailkube.core.verdict;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tags that labels are published as (spec 03 section 11.2). */
record PublishedLabels(String cluster) {
    private static final Set<String> RESERVED =
            Set.of("application", "label", "neutron_fwaas", "namespace", "ingress", "obj_type", "obj_uuid");

    /** Of keys that differ in case only the first counts; what is there already comes from elsewhere and is replaced. */
    void publish(Map<String, String> labels, Map<String, String> published) {
        Set<String> here = new HashSet<>();
        new TreeMap<>(labels).forEach((key, value) -> {
            String type = key.toLowerCase(Locale.ROOT).replace("/", "__slash__");
            if (!RESERVED.contains(type) && !type.equals(serviceType()) && here.add(type)) {
                published.put(type, value.replace("/", "__slash__"));
            }
        });
    }

    String serviceType() {
        return cluster.toLowerCase(Locale.ROOT) + "-svc";
    }
}
