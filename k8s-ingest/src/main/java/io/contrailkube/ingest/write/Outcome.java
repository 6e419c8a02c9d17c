package io.contrailkube.ingest.write;

import java.time.Duration;

/** What became of one attempt to write. */
sealed interface Outcome {
    /** Kubernetes has it. */
    record Written() implements Outcome {}

    /** The object is not there any more, or is another one of the same name. */
    record Gone() implements Outcome {}

    /** Kubernetes will not take it, however often it is asked. */
    record Refused(String words) implements Outcome {}

    /**
     * It may work later.
     *
     * @param retryAfter how long the server wants to be left alone by us, for whatever object; zero if it did not say
     */
    record Failed(String words, Duration retryAfter) implements Outcome {}
}
