package io.contrailkube.persistence.format;

import com.fasterxml.jackson.databind.util.StdConverter;
import io.contrailkube.core.policy.Atom;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.policy.Term;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An edition as the journal holds it; what is always the same is left out, for there may be very many. */
record EditionJson(String id, SortedSet<Term> subject, SortedSet<Direction> isolates, List<AtomJson> atoms) {

    /**
     * @param peer the end that the policy does not select
     * @param own the end that it does, if that is not simply its subject
     */
    record AtomJson(Direction direction, End peer, @Nullable End own, Service service) {
        static AtomJson of(Atom atom, End.Pods subject) {
            boolean ingress = atom.direction() == Direction.INGRESS;
            End own = ingress ? atom.to() : atom.from();
            return new AtomJson(
                    atom.direction(),
                    ingress ? atom.from() : atom.to(),
                    own.equals(subject) ? null : own,
                    atom.service());
        }

        Atom atom(End.Pods subject) {
            End selected = own == null ? subject : own;
            return direction == Direction.INGRESS
                    ? new Atom(direction, peer, selected, service)
                    : new Atom(direction, selected, peer, service);
        }
    }

    /** For Jackson. */
    static final class Writing extends StdConverter<Edition, EditionJson> {
        @Override
        public EditionJson convert(Edition edition) {
            return new EditionJson(
                    edition.id(),
                    edition.subject().terms(),
                    new TreeSet<>(edition.isolates()),
                    edition.atoms().stream()
                            .map(atom -> AtomJson.of(atom, edition.subject()))
                            .toList());
        }
    }

    /** For Jackson. */
    static final class Reading extends StdConverter<EditionJson, Edition> {
        @Override
        public Edition convert(EditionJson json) {
            var subject = new End.Pods(json.subject());
            return new Edition(
                    json.id(),
                    subject,
                    Set.copyOf(json.isolates()),
                    json.atoms().stream().map(atom -> atom.atom(subject)).toList());
        }
    }
}
