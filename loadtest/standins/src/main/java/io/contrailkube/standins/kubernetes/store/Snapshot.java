package io.contrailkube.standins.kubernetes.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;
import org.pcollections.TreePMap;

/** All objects of one kind at one revision. */
public record Snapshot(long revision, TreePMap<String, Stored> objects) {
    /** A page: objects in order, the key of the last one, and whether more would follow. */
    public record Page(List<Stored> objects, String last, boolean more) {}

    /** At most {@code limit} objects after the key, of one namespace or of all ({@code ""}), that pass the filter. */
    public Page page(String namespace, String after, int limit, Predicate<Stored> filter) {
        List<Stored> found = new ArrayList<>();
        String last = "";
        for (Stored object : range(namespace, after).values()) {
            if (filter.test(object)) {
                if (found.size() == limit) {
                    return new Page(found, last, true);
                }
                found.add(object);
                last = object.key();
            }
        }
        return new Page(found, last, false);
    }

    /** How many objects follow the key. */
    public int countAfter(String namespace, String after) {
        return range(namespace, after).size();
    }

    private NavigableMap<String, Stored> range(String namespace, String after) {
        NavigableMap<String, Stored> range = objects;
        if (!namespace.isEmpty()) {
            // '0' is the character after '/': the first key that is of no object of the namespace.
            range = range.subMap(namespace + "/", true, namespace + "0", false);
        }
        if (!after.isEmpty()) {
            Map.Entry<String, Stored> next = range.higherEntry(after);
            return next == null ? TreePMap.<String, Stored>empty() : range.tailMap(next.getKey(), true);
        }
        return range;
    }
}
