package io.contrailkube.core.port;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Where ingest workers put what they see. */
public interface FactSink {
    /**
     * Offers a change to the entity of {@code change.id().namespace()}. Completes when the entity holds it; fails when
     * that could not be reached, and the worker offers again. Changes of one object have to be offered one after the other.
     */
    CompletionStage<Void> offer(FactChange change);

    /**
     * A list of a kind is complete.
     *
     * @param kind name of the kind
     * @param namespaces every namespace in which the kind has an object; for Namespace, every namespace there is
     */
    CompletionStage<Void> listed(String kind, Set<String> namespaces);
}
