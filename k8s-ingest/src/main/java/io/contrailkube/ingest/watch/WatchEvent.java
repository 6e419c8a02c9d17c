package io.contrailkube.ingest.watch;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.ingest.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list+watch of one kind says, in order. A list is {@link Listing}, pages and {@link Listed}; one that is not completed
 * says nothing about what is absent.
 */
public sealed interface WatchEvent {
    /** A list begins, the first or a new one; what was heard of an unfinished one is void. */
    record Listing() implements WatchEvent {}

    /** Objects of a list that count. */
    record Page(List<KubeFact> facts) implements WatchEvent {
        public Page {
            facts = List.copyOf(facts);
        }
    }

    /** The list is complete: what was in none of its pages is not there. */
    record Listed() implements WatchEvent {}

    /** The server accepted a watch. */
    record Watching() implements WatchEvent {}

    /**
     * An object that counts was added or changed.
     *
     * @param happened when, by the clock of the server and to the second; null if the object does not tell
     */
    record Changed(KubeFact fact, @Nullable Instant happened) implements WatchEvent {}

    /** An object was added or changed and does not count (now). */
    record Ignored(ObjectId id) implements WatchEvent {}

    /** An object was deleted. */
    record Deleted(ObjectId id, @Nullable Instant happened) implements WatchEvent {}

    /**
     * The server says that it does not serve the kind, which need not be there: there are no objects of it. It is looked for
     * again, and this is said again, until there is a {@link Listing}.
     */
    record NotServed(String words) implements WatchEvent {}

    /**
     * It did not work; goes on after the pause, with a list or with a watch from where it was.
     *
     * @param lists whether a list comes next
     */
    record Interrupted(ApiFailure failure, Duration pause, boolean lists) implements WatchEvent {}
}
