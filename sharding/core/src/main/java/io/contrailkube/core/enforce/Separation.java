package io.contrailkube.core.enforce;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment.Isolation;
import io.contrailkube.core.policy.Pairs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps pods that are isolated for sending from pods that are isolated for receiving: one rule for two subjects as long as
 * there are few; else all these pods are marked, and one rule does (spec 03 section 11.4, 2).
 */
final class Separation {
    private final Subjects subjects = new Subjects();
    private final Assignments assignments;
    private final Stock stock;
    private final int limit;
    /** Subjects that are kept apart by a rule of their own. */
    private final Set<Pairs.Denied> oneByOne = new HashSet<>();

    private boolean marked;
    /** Not all pods are marked yet; until they are, the rules of their own stay. */
    private boolean marking;

    private boolean news;

    /** @param limit as many pairs of subjects have a rule of their own */
    Separation(Assignments assignments, Stock stock, int limit) {
        this.assignments = assignments;
        this.stock = stock;
        this.limit = limit;
    }

    void restore(boolean wasMarked) {
        if (wasMarked) {
            marked = true;
            marking = true;
            stock.add(Item.PairDeny.OF_MARKED);
        }
    }

    void enter(Enforced edition) {
        subjects.enter(edition);
        if (marked) {
            isolations(edition).forEach(assignments::want);
        } else if (subjects.pairs() > limit) {
            marked = true;
            marking = true;
            news = true;
            stock.add(Item.PairDeny.OF_MARKED);
            subjects.editions().forEach(each -> isolations(each).forEach(assignments::want));
        } else {
            reconsider(edition, subjects.concerning(edition));
        }
        if (marked) {
            edition.awaited().add(stock.ownerOf(Item.PairDeny.OF_MARKED));
        }
    }

    void leave(Enforced edition) {
        if (!marked) {
            List<Pairs.Denied> pairs = subjects.concerning(edition);
            subjects.leave(edition);
            reconsider(edition, pairs);
            return;
        }
        subjects.leave(edition);
        isolations(edition).forEach(assignments::drop);
        if (subjects.pairs() == 0) {
            subjects.editions().forEach(each -> isolations(each).forEach(assignments::drop));
            stock.release(Item.PairDeny.OF_MARKED);
            edition.awaited().add(stock.ownerOf(Item.PairDeny.OF_MARKED));
            finish();
            marked = false;
            news = true;
        }
    }

    /** Whether all pods of an edition's subject are marked, if they have to be. */
    boolean isComplete(Enforced edition) {
        return !marked || (!isMarking() && isolations(edition).stream().allMatch(assignments::isCarried));
    }

    /** Whether no pod is marked any more because of an edition that has left. */
    boolean isWithdrawn(Enforced edition) {
        return isolations(edition).stream().allMatch(assignments::isWithdrawn);
    }

    /** Whether pods are being marked, and rules of their own keep subjects apart still. */
    boolean isMarking() {
        if (marking
                && subjects.editions().stream()
                        .flatMap(edition -> isolations(edition).stream())
                        .allMatch(assignments::isCarried)) {
            finish();
        }
        return marking;
    }

    /** Whether pods are marked from now on, if that is news. */
    Optional<Boolean> takeNews() {
        boolean told = news;
        news = false;
        return told ? Optional.of(marked) : Optional.empty();
    }

    private void finish() {
        marking = false;
        List.copyOf(oneByOne).forEach(this::release);
    }

    private void reconsider(Enforced edition, List<Pairs.Denied> pairs) {
        pairs.forEach(pair -> {
            if (subjects.isWanted(pair)) {
                if (oneByOne.add(pair)) {
                    stock.add(new Item.PairDeny(pair));
                }
                edition.awaited().add(stock.ownerOf(new Item.PairDeny(pair)));
            } else if (oneByOne.contains(pair)) {
                edition.awaited().add(release(pair));
            }
        });
    }

    private OwnerKey release(Pairs.Denied pair) {
        var item = new Item.PairDeny(pair);
        OwnerKey owner = stock.ownerOf(item);
        oneByOne.remove(pair);
        stock.release(item);
        return owner;
    }

    private static List<Isolation> isolations(Enforced edition) {
        var isolations = new ArrayList<Isolation>();
        edition.edition()
                .isolates()
                .forEach(direction -> isolations.add(
                        new Isolation(direction, edition.edition().subject())));
        return isolations;
    }
}
