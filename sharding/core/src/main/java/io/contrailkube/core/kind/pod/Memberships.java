package io.contrailkube.core.kind.pod;

import java.util.Set;

/**
 * Which services of the namespace list a pod as a ready endpoint. When that changes, whoever knows names the pod's owner key
 * ({@link PodWorkload#ownerOf}) among those to be looked at again.
 */
@FunctionalInterface
public interface Memberships {
    /** Names of services; whether these are there is another question. */
    Set<String> servicesOf(String podUid);
}
