package io.contrailkube.core.port;

import io.contrailkube.core.kind.KubeFact;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where an entity that starts gets the facts of its namespace: the caches of the ingest workers. */
public interface FactSource {
    /** Facts of one kind in one namespace; fails when the kind's worker could not be reached. */
    CompletionStage<Replay> replay(String kind, String namespace);

    /**
     * @param complete whether the worker has completed a list since its start; until then absence means nothing
     *     (spec 01 section 5.9)
     */
    record Replay(String kind, List<KubeFact> facts, boolean complete) {
        public Replay {
            facts = List.copyOf(facts);
        }
    }
}
