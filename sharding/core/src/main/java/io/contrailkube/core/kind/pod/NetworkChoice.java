package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.WorkloadNames;
import java.util.Optional;

/**
 * The network that a pod is to be in (spec 02 section 4.2): the first of its own annotation, the namespace's, the isolated
 * namespace's network and the default one.
 */
final class NetworkChoice {
    private NetworkChoice() {}

    /** Empty if it cannot be chosen now; the look knows why. */
    static Optional<ObjectKey> of(Look look) {
        Optional<ObjectKey> standing = look.networkOf(look.port(0));
        Optional<ObjectKey> chosen = chosen(look);
        if (standing.isEmpty()) {
            if (chosen.isEmpty()) {
                look.misses("a readable annotation that names its network");
            }
            return chosen;
        }
        if (chosen.isPresent() && !chosen.equals(standing)) {
            look.warn(
                    "AnnotationIgnored",
                    "the pod is in network " + standing.get().fqName() + " and stays there, although "
                            + chosen.get().fqName()
                            + " is asked for now: a pod cannot change its network; delete it and create it anew");
        }
        return standing;
    }

    private static Optional<ObjectKey> chosen(Look look) {
        String text = look.pod.annotations().get(PodAnnotations.NETWORK);
        if (text != null) {
            return annotated(look, text);
        }
        NamespaceSettings settings = look.scene.settings();
        if (settings.networkInvalid()) {
            // The namespace's owner is told; for its pods nothing may be chosen in place of what was meant.
            return Optional.empty();
        }
        ObjectKey named = settings.network();
        return Optional.of(named != null ? named : own(look, settings));
    }

    private static Optional<ObjectKey> annotated(Look look, String text) {
        try {
            return Optional.of(WorkloadNames.networkIn(text, null));
        } catch (IllegalArgumentException e) {
            look.warn(
                    "InvalidAnnotation",
                    "annotation " + PodAnnotations.NETWORK + " cannot be read: " + e.getMessage()
                            + "; write it as {\"domain\":\"...\",\"project\":\"...\",\"name\":\"...\"}");
            return Optional.empty();
        }
    }

    /** Never the default network for a pod of an isolated namespace, whatever stands (spec 02, POD-35). */
    private static ObjectKey own(Look look, NamespaceSettings settings) {
        ObjectNames names = look.scene.names();
        return settings.isolated() ? names.podNetwork(look.namespace()) : names.defaultPodNetwork();
    }
}
