package io.contrailkube.ingest.javadsl;

import akka.Done;
import akka.stream.KillSwitch;
import java.util.concurrent.CompletionStage;

/** Control of a running list+watch. */
public final class WatchControl {
    private final KillSwitch stop;
    private final CompletionStage<Done> stopped;

    WatchControl(KillSwitch stop, CompletionStage<Done> stopped) {
        this.stop = stop;
        this.stopped = stopped;
    }

    /** Closes the connection and completes the stream; the stage completes when that is done. */
    public CompletionStage<Done> stop() {
        stop.shutdown();
        return stopped;
    }

    /** Completes when the stream has ended. */
    public CompletionStage<Done> stopped() {
        return stopped;
    }
}
