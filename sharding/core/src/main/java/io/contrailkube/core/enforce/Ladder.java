package io.contrailkube.core.enforce;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Pairs;
import io.contrailkube.core.state.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What each stage of an edition adds to what is wanted, and takes from it on the way back. */
final class Ladder {
    /** As many pairs of subjects are kept apart one by one (spec 03 section 11.4). */
    static final int PAIR_LIMIT = 256;

    private final boolean strict;
    private final Assignments assignments;
    private final Stock stock;
    private final Pairing pairing;
    private final Separation separation;

    /** @param strict whether both ends of a flow must agree to it */
    Ladder(boolean strict, NamespaceLabels labels, Assignments assignments, Stock stock) {
        this.strict = strict;
        this.assignments = assignments;
        this.stock = stock;
        this.pairing = new Pairing(labels);
        this.separation = new Separation(assignments, stock, PAIR_LIMIT);
    }

    Separation separation() {
        return separation;
    }

    /** Whether everything that the last step wanted is there, or gone. */
    boolean isSettled(Enforced edition, Predicate<OwnerKey> done) {
        edition.awaited().removeIf(done);
        if (!edition.awaited().isEmpty()) {
            return false;
        }
        if (edition.stage() == Stage.ALLOWS.number()) {
            boolean carried = edition.level() == Level.NONE || ends(edition).allMatch(assignments::isCarried);
            return carried && separation.isWithdrawn(edition);
        }
        return edition.stage() != Stage.DENIES.number() || separation.isComplete(edition);
    }

    void enter(Enforced edition, Stage stage, Item.Place place) {
        Set<OwnerKey> awaited = edition.awaited();
        switch (stage) {
            case ALLOWS -> {
                ownEnds(edition.edition()).forEach(end -> want(end, awaited));
                if (strict) {
                    pairing.enter(edition, pair -> awaited.add(add(pair)));
                }
            }
            case DENIES -> {
                if (strict) {
                    separation.enter(edition);
                }
            }
            case PLACE -> awaited.add(stock.add(place));
            case ISOLATION -> denials(edition.edition()).forEach(denial -> awaited.add(stock.add(denial)));
        }
    }

    void leave(Enforced edition, Stage stage, Item.Place place) {
        switch (stage) {
            case ALLOWS -> {
                if (strict) {
                    pairing.leave(edition, pair -> release(edition, pair));
                }
                ownEnds(edition.edition()).forEach(end -> drop(edition, end));
            }
            case DENIES -> {
                if (strict) {
                    separation.leave(edition);
                }
            }
            case PLACE -> release(edition, place);
            case ISOLATION -> denials(edition.edition()).forEach(denial -> release(edition, denial));
        }
    }

    /** Labels of a namespace have changed. */
    void relabelled(String namespace) {
        pairing.relabelled(namespace, this::add, pair -> {
            assignments.drop(pair.from());
            assignments.drop(pair.to());
            stock.release(new Item.PairAllow(pair));
        });
    }

    private void want(End end, Set<OwnerKey> awaited) {
        if (end instanceof End.Pods pods) {
            assignments.want(pods);
        } else if (end instanceof End.Block block) {
            awaited.add(stock.add(new Item.Group(block.prefixes())));
        }
    }

    private void drop(Enforced edition, End end) {
        if (end instanceof End.Pods pods) {
            assignments.drop(pods);
        } else if (end instanceof End.Block block) {
            release(edition, new Item.Group(block.prefixes()));
        }
    }

    private OwnerKey add(Pairs.Allowed pair) {
        assignments.want(pair.from());
        assignments.want(pair.to());
        return stock.add(new Item.PairAllow(pair));
    }

    private void release(Enforced edition, Pairs.Allowed pair) {
        assignments.drop(pair.from());
        assignments.drop(pair.to());
        release(edition, new Item.PairAllow(pair));
    }

    private void release(Enforced edition, Item item) {
        OwnerKey owner = stock.ownerOf(item);
        if (stock.release(item)) {
            edition.awaited().add(owner);
        }
    }

    /** The ends of all rules in which an edition has a part. */
    private Stream<End.Pods> ends(Enforced edition) {
        Stream<End.Pods> own = ownEnds(edition.edition()).stream()
                .filter(End.Pods.class::isInstance)
                .map(End.Pods.class::cast);
        return Stream.concat(own, pairing.of(edition).flatMap(pair -> Stream.of(pair.from(), pair.to())));
    }

    private static Set<End> ownEnds(Edition edition) {
        var ends = new LinkedHashSet<End>();
        ends.add(edition.subject());
        for (Atom atom : edition.atoms()) {
            ends.add(atom.from());
            ends.add(atom.to());
        }
        return ends;
    }

    private static Stream<Item.Denial> denials(Edition edition) {
        return edition.isolates().stream().sorted().map(direction -> new Item.Denial(edition.subject(), direction));
    }
}
