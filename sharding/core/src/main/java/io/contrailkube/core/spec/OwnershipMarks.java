package io.contrailkube.core.spec;

import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.kind.ObjectId;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The annotations by which an object is known as ours (spec 01 section 4.2). Only an object whose owner and cluster
 * match is ever deleted because something is absent.
 */
public record OwnershipMarks(ObjectNames names) {
    public static final String OWNER = "owner";
    public static final String CLUSTER = "cluster";
    public static final String PROJECT = "project";
    public static final String KIND = "kind";
    public static final String NAMESPACE = "namespace";
    public static final String NAME = "name";
    public static final String UID = "k8s_uuid";
    public static final String ISOLATED = "isolated";
    public static final String ROLE = "role";

    /** The marks as claims on an object's annotations, see {@code ContrailObject.claims()}. */
    public static final Set<String> CLAIMS = Stream.of(
                    OWNER, CLUSTER, PROJECT, KIND, NAMESPACE, NAME, UID, ISOLATED, ROLE)
            .map(key -> SharedList.ANNOTATIONS.property() + '/' + key)
            .collect(Collectors.toUnmodifiableSet());

    /** Kind of what is made for the cluster as a whole. */
    public static final String CLUSTER_KIND = "Cluster";

    private static final String SECURITY_POLICY_KIND = "VncSecurityPolicy";
    public static final String SPEC = "spec";

    /** Marks of an object made for a Kubernetes object; the map may be added to. */
    public SortedMap<String, String> of(String kind, String namespace, String name) {
        var marks = new TreeMap<String, String>();
        ClusterSettings settings = names.settings();
        marks.put(OWNER, settings.owner());
        marks.put(CLUSTER, settings.name());
        marks.put(PROJECT, names.projectName(namespace.isEmpty() ? ObjectNames.DEFAULT_NAMESPACE : namespace));
        marks.put(KIND, kind);
        marks.put(NAMESPACE, namespace);
        marks.put(NAME, name);
        return marks;
    }

    public SortedMap<String, String> ofCluster() {
        return of(CLUSTER_KIND, "", names.cluster());
    }

    /** Marks of the three firewall policies that belong to no NetworkPolicy (spec 03 section 1). */
    public SortedMap<String, String> ofInfraPolicy(String name) {
        SortedMap<String, String> marks = of(SECURITY_POLICY_KIND, "", name);
        marks.put(SPEC, "null");
        return marks;
    }

    /**
     * Marks of the firewall policy of a NetworkPolicy (spec 03 section 1).
     *
     * @param spec as received, as JSON
     */
    public SortedMap<String, String> ofNetworkPolicy(ObjectId policy, String spec) {
        SortedMap<String, String> marks = of(SECURITY_POLICY_KIND, policy.namespace(), policy.name());
        marks.put(UID, policy.uid());
        marks.put(SPEC, spec);
        return marks;
    }

    /** Whether annotations read back say that the object belongs to this cluster. */
    public boolean areOn(Map<String, String> annotations) {
        return names.settings().owner().equals(annotations.get(OWNER))
                && names.cluster().equals(annotations.get(CLUSTER));
    }
}
