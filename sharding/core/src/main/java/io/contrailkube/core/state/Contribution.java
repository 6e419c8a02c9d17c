package io.contrailkube.core.state;

import io.contrailkube.core.contrail.LinkLocalService;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace wants to stand among the objects that all namespaces share; the cluster entity, their only writer,
 * makes it so.
 *
 * @param tags names `type=value` of the tags its labels are published as
 * @param firewallRules whether its two rules are to be listed in the policy that allows everything
 * @param defaultSnat SNAT of the default pod network, as namespace `default` asks for; null for the global setting
 * @param linkLocal link-local services by which pods reach the Kubernetes API; from namespace `default` only (spec 02
 *     section 5.5)
 * @param reader uuid of the project that may read the default networks, or null
 * @param profile what others' network policies have to know of it; null while not all of that is known, which changes nothing
 */
public record Contribution(
        SortedSet<String> tags,
        boolean firewallRules,
        @Nullable Boolean defaultSnat,
        @Nullable String reader,
        List<LinkLocalService> linkLocal,
        @Nullable Profile profile) {
    /** Nothing; the namespace stays registered until it departs. */
    public static final Contribution NONE =
            new Contribution(new TreeSet<>(), false, null, null, List.of(), Profile.NONE);

    public Contribution {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        linkLocal = List.copyOf(linkLocal);
    }

    /** The same with other link-local services. */
    public Contribution with(List<LinkLocalService> services) {
        return new Contribution(tags, firewallRules, defaultSnat, reader, services, profile);
    }

    /** The same with another profile. */
    public Contribution knownAs(@Nullable Profile known) {
        return new Contribution(tags, firewallRules, defaultSnat, reader, linkLocal, known);
    }

    public Contribution(
            SortedSet<String> tags, boolean firewallRules, @Nullable Boolean defaultSnat, @Nullable String reader) {
        this(tags, firewallRules, defaultSnat, reader, List.of(), null);
    }
}
