package io.contrailkube.core.kind.namespace;

import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Decided;
import io.contrailkube.core.desired.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a namespace, decided anew from its current annotations and what was decided before
 * (spec 01 sections 5.1, 5.3 and 5.6).
 *
 * @param isolated has its own pod and service network
 * @param forwarding its pod network is on the underlay
 * @param snat its pod network has distributed SNAT
 * @param snatAnnotation the valid annotation, or null; what namespace `default` asks for
 * @param network the network its pods join instead, or null
 * @param networkInvalid the annotation that names a network cannot be read: its pods must wait
 * @param fipPool its floating-ip pool, or null for the cluster's
 * @param decided every setting with its reason, for people
 * @param problems what its owner should know
 */
public record NamespaceSettings(
        boolean isolated,
        boolean forwarding,
        boolean snat,
        @Nullable Boolean snatAnnotation,
        @Nullable ObjectKey network,
        boolean networkInvalid,
        @Nullable FqName fipPool,
        List<Decided> decided,
        List<Problem> problems) {
    public NamespaceSettings {
        decided = List.copyOf(decided);
        problems = List.copyOf(problems);
    }
}
