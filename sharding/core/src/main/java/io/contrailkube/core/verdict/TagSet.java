package io.contrailkube.core.verdict;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tags that an interface has in the end, by their names joined with colons. */
record TagSet(Set<String> names) {
    static final TagSet NONE = new TagSet(Set.of());

    /**
     * Of each type those of the first level that has one; so it is for the type {@code label}, too, which alone can have
     * several values (spec 03 section 4.2).
     *
     * @param levels tags of the interface, of the machine, of the network, of the project
     */
    static TagSet effective(List<? extends Collection<String>> levels) {
        Set<String> effective = new TreeSet<>();
        Set<String> types = new HashSet<>();
        for (Collection<String> level : levels) {
            Set<String> here = new HashSet<>();
            for (String tag : level) {
                if (!types.contains(type(tag))) {
                    effective.add(tag);
                    here.add(type(tag));
                }
            }
            types.addAll(here);
        }
        return new TagSet(effective);
    }

    /** Tags of a project have its name before theirs. */
    static String type(String tag) {
        String before = tag.substring(0, Math.max(0, tag.indexOf('=')));
        return before.substring(before.lastIndexOf(':') + 1);
    }

    static String value(String tag) {
        return tag.substring(tag.indexOf('=') + 1);
    }

    boolean hasAll(Set<String> wanted) {
        return names.containsAll(wanted);
    }

    /** Whether both have a tag of the type with the same value. */
    boolean shares(TagSet other, String type) {
        Map<String, Set<String>> mine = values();
        Set<String> theirs = other.values().getOrDefault(type, Set.of());
        return mine.getOrDefault(type, Set.of()).stream().anyMatch(theirs::contains);
    }

    private Map<String, Set<String>> values() {
        return names.stream()
                .collect(Collectors.groupingBy(
                        TagSet::type, TreeMap::new, Collectors.mapping(TagSet::value, Collectors.toSet())));
    }
}
