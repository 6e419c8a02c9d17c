package io.contrailkube.persistence.format;

import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.state.Contribution;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A contribution as it is read; in the journal {@code linkLocal} is left out when empty, as it always is in version 1. */
record ContributionJson(
        SortedSet<String> tags,
        boolean firewallRules,
        @Nullable Boolean defaultSnat,
        @Nullable String reader,
        List<LinkLocalService> linkLocal) {
    static final String LINK_LOCAL = "linkLocal";

    Contribution contribution() {
        return new Contribution(tags, firewallRules, defaultSnat, reader, linkLocal);
    }
}
