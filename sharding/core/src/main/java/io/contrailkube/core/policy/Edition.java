package io.contrailkube.core.policy;

import io.contrailkube.core.contrail.Uuids;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a network policy means at one time. When the policy changes, or the numbers that a named port has in its pods, there
 * is another edition of it, which comes into force before the earlier one goes (spec 03 section 11.6).
 *
 * @param id says which; editions of the same meaning have the same id
 * @param subject the pods it selects
 * @param isolates the directions in which nothing but what policies allow passes
 * @param atoms what it allows, sorted by their text and each once
 */
public record Edition(String id, End.Pods subject, Set<Direction> isolates, List<Atom> atoms) {
    public Edition {
        isolates = Set.copyOf(isolates);
        atoms = List.copyOf(atoms);
    }

    public static Edition of(End.Pods subject, Set<Direction> isolates, List<Atom> atoms) {
        var sorted = new TreeMap<String, Atom>();
        atoms.forEach(atom -> sorted.put(atom.text(), atom));
        String text = subject.text() + new TreeSet<>(isolates) + sorted.keySet();
        return new Edition(Uuids.shortHash(text, 12), subject, isolates, List.copyOf(sorted.values()));
    }

    public List<Atom> atoms(Direction direction) {
        return atoms.stream().filter(atom -> atom.direction() == direction).toList();
    }
}
