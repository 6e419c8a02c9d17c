package io.contrailkube.core.kind.namespace;

import static io.contrailkube.core.kind.namespace.NamespaceAnnotations.FIP_POOL;
import static io.contrailkube.core.kind.namespace.NamespaceAnnotations.FORWARDING;
import static io.contrailkube.core.kind.namespace.NamespaceAnnotations.ISOLATION;
import static io.contrailkube.core.kind.namespace.NamespaceAnnotations.ISOLATION_SERVICE;
import static io.contrailkube.core.kind.namespace.NamespaceAnnotations.NETWORK;
import static io.contrailkube.core.kind.namespace.NamespaceAnnotations.SNAT;

import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.NamespaceState;
import org.jspecify.annotations.Nullable;

/** Decides the settings of a namespace (spec 01 sections 5.1, 5.6 and 5.7, target behaviour). */
public final class NamespaceDecider {
    private NamespaceDecider() {}

    public static NamespaceSettings settings(NamespaceFact namespace, NamespaceState before, ClusterSettings cluster) {
        var read = new AnnotationReader(namespace);
        boolean isDefault = namespace.name().equals(ObjectNames.DEFAULT_NAMESPACE);
        boolean isolated = isolated(read, before, isDefault);
        boolean forwarding = forwarding(read, before, cluster, isolated, isDefault);
        Boolean snatAnnotation = read.flag(SNAT);
        boolean snat = snat(read, snatAnnotation, cluster, isolated || isDefault, forwarding);
        FqName network = read.name(NETWORK, "domain", "project", "name");
        FqName pool = read.name(FIP_POOL, "domain", "project", "network", "name");
        if (network != null) {
            read.decide("network", network, "annotation " + NETWORK);
        }
        if (pool != null) {
            read.decide("fip-pool", pool, "annotation " + FIP_POOL);
        }
        if (read.has(ISOLATION_SERVICE)) {
            read.ignored(ISOLATION_SERVICE, "services of an isolated namespace are always isolated; remove it");
        }
        return new NamespaceSettings(
                isolated,
                forwarding,
                snat,
                snatAnnotation,
                network == null ? null : new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, network),
                read.has(NETWORK) && network == null,
                pool,
                read.decided,
                read.problems);
    }

    private static boolean isolated(AnnotationReader read, NamespaceState before, boolean isDefault) {
        Boolean asked = read.flag(ISOLATION);
        if (isDefault) {
            if (Boolean.TRUE.equals(asked)) {
                read.ignored(ISOLATION, "namespace default always uses the default networks of the cluster");
            }
            read.decide("isolation", false, "namespace default uses the default networks");
            return false;
        }
        if (Boolean.TRUE.equals(asked)) {
            read.decide("isolation", true, "annotation " + ISOLATION);
            return true;
        }
        if (before.isolated()) {
            read.warn(
                    "IsolationKept",
                    "annotation " + ISOLATION + " was withdrawn, but isolation stays for the life of the namespace: "
                            + "to end it delete the namespace and create it anew");
            read.decide("isolation", true, "isolated before, which stays until the namespace is deleted");
            return true;
        }
        read.decide("isolation", false, asked == null ? "no valid annotation" : "annotation " + ISOLATION);
        return false;
    }

    private static boolean forwarding(
            AnnotationReader read,
            NamespaceState before,
            ClusterSettings cluster,
            boolean isolated,
            boolean isDefault) {
        Boolean asked = read.flag(FORWARDING);
        if (!isolated) {
            if (asked != null) {
                read.ignored(
                        FORWARDING,
                        isDefault
                                ? "the default pod network follows the option ip_fabric_forwarding alone"
                                : "the namespace is not isolated and has no pod network of its own");
            }
            return false;
        }
        boolean wanted = asked != null ? asked : cluster.features().forwarding();
        String because = asked != null ? "annotation " + FORWARDING : "option ip_fabric_forwarding";
        Boolean fixed = before.forwarding();
        if (fixed != null && fixed != wanted) {
            read.warn(
                    "ForwardingImmutable",
                    "ip-fabric-forwarding is " + on(fixed) + " since the pod network was made and cannot become "
                            + on(wanted) + " (" + because + "): delete the namespace and create it anew");
            read.decide("ip_fabric_forwarding", fixed, "fixed when the pod network was made");
            return fixed;
        }
        read.decide("ip_fabric_forwarding", wanted, because);
        return wanted;
    }

    private static boolean snat(
            AnnotationReader read,
            @Nullable Boolean asked,
            ClusterSettings cluster,
            boolean ownNetworks,
            boolean forwarding) {
        if (!ownNetworks) {
            if (asked != null) {
                read.ignored(SNAT, "the namespace is not isolated and has no pod network of its own");
            }
            return false;
        }
        if (forwarding) {
            if (Boolean.TRUE.equals(asked)) {
                read.ignored(
                        SNAT, "the pod network is on the underlay (ip-fabric-forwarding), where SNAT has no place");
            }
            read.decide("ip_fabric_snat", false, "ignored under ip-fabric-forwarding");
            return false;
        }
        boolean snat = asked != null ? asked : cluster.features().snat();
        read.decide("ip_fabric_snat", snat, asked != null ? "annotation " + SNAT : "option ip_fabric_snat");
        return snat;
    }

    private static String on(boolean flag) {
        return flag ? "on" : "off";
    }
}
