package io.contrailkube.core.workload;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Settlement.Failure;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one sort in one namespace and what they mean in Contrail, one owner key at a time. An instance belongs to one
 * entity and may keep an index of facts; it decides, it does nothing.
 */
public interface Workload {
    /** Kind of its owner keys, e.g. {@code Pod}. */
    String kind();

    /** Kinds of facts whose complete lists say that an owner key of this kind is gone. */
    Set<String> sources();

    /** Kinds of facts that {@link #want} reads: before all of them are listed nothing is taken back. */
    default Set<String> reads() {
        return sources();
    }

    /**
     * A fact of the namespace, of whatever kind, has appeared, changed or vanished.
     *
     * @return owner keys, of whatever kind, whose desired state may be another now, apart from those that read the fact in
     *     a {@link Scene}
     */
    Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after);

    /** What is wanted for an owner key, as things are. Everything it depends on is read from the scene. */
    Want want(OwnerKey owner, Scene scene);

    /** The Kubernetes object to which users are told what is the matter with an owner key. */
    default Optional<ObjectId> about(OwnerKey owner, Scene scene) {
        return scene.withUid(KubeFact.class, owner.id()).map(KubeFact::id);
    }

    /** Words for a failure of a plan, with the reason that fits the kind; empty for the general ones. */
    default Optional<Problem> explain(OwnerKey owner, Failure failure) {
        return Optional.empty();
    }

    /**
     * Whether all objects of an owner key are removed and made anew when one differs in what cannot change; else it is
     * left as it is and the owner is told.
     */
    default boolean rebuilds() {
        return false;
    }
}
