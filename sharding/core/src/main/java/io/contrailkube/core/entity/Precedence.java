package io.contrailkube.core.entity;

import io.contrailkube.core.cluster.ClusterRules;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Wish;
import io.contrailkube.core.reconcile.Workshop;
import io.contrailkube.core.state.Ledger;
import io.contrailkube.core.state.LedgerEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What comes before what among the owner keys of a namespace: tags before what bears them and after what bore them, what
 * stands below an object before its removal, and a predecessor's object before one of the same name.
 */
final class Precedence {
    private static final Wish NOTHING = Wish.stand(List.of());

    private final ClusterRules shared;
    private final Workshop workshop;
    private final TagUse tags;
    private final Holdings holdings = new Holdings();
    private final Set<OwnerKey> rebuilding = new HashSet<>();

    /** @param given tags that are there in any case */
    Precedence(ClusterRules shared, Workshop workshop, Set<ObjectKey> given) {
        this.shared = shared;
        this.workshop = workshop;
        this.tags = new TagUse(Set.copyOf(given)::contains);
    }

    /** What stood for an owner key before the last change. */
    Map<ObjectKey, LedgerEntry> standing(OwnerKey owner) {
        return holdings.of(owner);
    }

    /** What stands for an owner key has changed. */
    void follow(OwnerKey owner, Ledger ledger) {
        holdings.follow(owner, ledger.of(owner)).forEach(workshop::touch);
        if (!owner.kind().equals(TagUse.KIND)) {
            tags.follow(owner, ledger.of(owner)).forEach(this::touchTag);
        }
        if (ledger.of(owner).isEmpty() && rebuilding.remove(owner)) {
            workshop.touch(owner);
        }
    }

    /** It stands in a shape that cannot become the one that is wanted: all goes, what is below it first. */
    void rebuild(OwnerKey owner) {
        if (rebuilding.add(owner)) {
            workshop.reconsider(owner);
            holdings.below(owner).forEach(workshop::touch);
        }
    }

    /** Nothing is wanted any more, for whatever owner key. */
    void leave(Ledger ledger) {
        rebuilding.clear();
        tags.owners()
                .forEach(owner -> tags.want(owner, Set.of(), ledger.of(owner)).forEach(this::touchTag));
    }

    boolean inUse(OwnerKey owner, ObjectKey key) {
        return holdings.inUse(owner, key);
    }

    /** A plan did not succeed: another namespace may have collected a tag that it believed to be its own alone. */
    void doubtTags(OwnerKey owner) {
        tags.usedBy(owner).forEach(tag -> workshop.suspect(TagUse.ownerOf(tag), Set.of(tag)));
    }

    /** A tag stands as long as anybody wants it, or may bear it. */
    Wish ofTag(OwnerKey owner) {
        ObjectKey tag = TagUse.tagOf(owner);
        return tags.isUsed(tag) ? Wish.stand(List.of(shared.labelTag(tag))) : NOTHING;
    }

    /** What is wanted, without what is about to be made anew and what is below that. */
    List<ContrailObject> possible(List<ContrailObject> wanted, OwnerKey owner, SceneView scene) {
        if (rebuilding.contains(owner)) {
            return List.of();
        }
        return wanted.stream()
                .filter(object -> {
                    Optional<OwnerKey> above =
                            holdings.above(owner, object.key()).filter(rebuilding::contains);
                    above.ifPresent(rebuilt -> scene.dependOn(new Topic.LedgerOf(rebuilt)));
                    return above.isEmpty();
                })
                .toList();
    }

    /**
     * What these objects have to wait for, in words; empty if for nothing. Tags come first, and an object that another owner
     * key still holds has to be let go by it.
     */
    String heldUp(OwnerKey owner, List<ContrailObject> objects, SceneView scene, Ledger ledger) {
        var reasons = new ArrayList<String>();
        Set<ObjectKey> needed = tags.neededFor(objects);
        tags.want(owner, needed, ledger.of(owner)).forEach(this::touchTag);
        for (ObjectKey tag : needed) {
            OwnerKey of = TagUse.ownerOf(tag);
            scene.dependOn(new Topic.LedgerOf(of));
            boolean running = workshop.isRunning(of);
            if (running) {
                // It may be about to remove it.
                scene.dependOn(new Topic.PlanOf(of));
            }
            if (running || ledger.find(of, tag).map(entry -> entry.pending()).orElse(true)) {
                reasons.add("tag " + tag.fqName());
            }
        }
        for (ContrailObject object : objects) {
            holder(owner, object).ifPresent(holder -> {
                scene.dependOn(new Topic.LedgerOf(holder));
                reasons.add("the " + object.key().type() + ' ' + object.key().fqName() + " of " + holder + " to go");
            });
        }
        return String.join(", ", reasons);
    }

    /** Another owner key that has to let go first. */
    private Optional<OwnerKey> holder(OwnerKey owner, ContrailObject object) {
        return switch (object.claim()) {
            case WHOLE -> Optional.ofNullable(holdings.holder(object.key())).filter(holder -> !holder.equals(owner));
            case PART -> holdings.rival(owner, object);
            case SHARED -> Optional.empty();
        };
    }

    private void touchTag(ObjectKey tag) {
        workshop.touch(TagUse.ownerOf(tag));
    }
}
