package io.contrailkube.core.state;

import io.contrailkube.core.policy.Edition;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a namespace wants the editions of one of its network policies to be in force. Replaces what it claimed for the
 * policy before; a policy without editions is forgotten.
 *
 * @param uid of the policy
 * @param levels by the id of the edition; what is not there is not wanted
 * @param editions what these editions mean
 */
public record PolicyClaim(String uid, String name, SortedMap<String, Level> levels, List<Edition> editions) {
    public PolicyClaim {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        editions = List.copyOf(editions);
    }

    public Level level(String edition) {
        return levels.getOrDefault(edition, Level.NONE);
    }
}
