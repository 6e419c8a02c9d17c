package io.contrailkube.persistence.format;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.Profile;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A contribution as it is read. In the journal {@code linkLocal} is left out when empty, as it always is in version 1, and
 * {@code profile} when null, as it always is up to version 2, or when nothing is wanted.
 */
record ContributionJson(
        SortedSet<String> tags,
        boolean firewallRules,
        @Nullable Boolean defaultSnat,
        @Nullable String reader,
        List<LinkLocalService> linkLocal,
        @Nullable Profile profile) {
    static final String LINK_LOCAL = "linkLocal";
    static final String PROFILE = "profile";
    private static final Contribution NOTHING = Contribution.NONE.knownAs(null);

    Contribution contribution() {
        var read = new Contribution(tags, firewallRules, defaultSnat, reader, linkLocal, profile);
        return read.equals(NOTHING) ? Contribution.NONE : read;
    }
}
