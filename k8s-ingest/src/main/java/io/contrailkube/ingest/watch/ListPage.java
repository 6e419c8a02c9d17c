package io.contrailkube.ingest.watch;

import io.contrailkube.core.kind.KubeFact;
import java.util.List;

/**
 * One page of a list.
 *
 * @param more token for the next page; empty on the last one
 * @param version of the whole list
 */
record ListPage(List<KubeFact> facts, String more, String version) {
    ListPage {
        facts = List.copyOf(facts);
    }

    boolean last() {
        return more.isEmpty();
    }
}
