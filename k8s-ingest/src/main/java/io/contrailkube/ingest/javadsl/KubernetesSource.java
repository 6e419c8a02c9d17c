package io.contrailkube.ingest.javadsl;

import akka.stream.KillSwitches;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.ingest.IngestSettings.Watching;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.watch.ListWatch;
import io.contrailkube.ingest.watch.WatchEvent;

/** Kubernetes as a stream. */
public final class KubernetesSource {
    private KubernetesSource() {}

    /**
     * Lists a kind, watches it from there, and goes on for ever: failures are {@link WatchEvent.Interrupted} elements and are
     * overcome by a new watch or a new list. A reader that is slow holds the server back.
     */
    public static Source<WatchEvent, WatchControl> listAndWatch(KubernetesApi api, Watching settings, KubeKind kind) {
        return ListWatch.of(api, settings, kind)
                .viaMat(KillSwitches.single(), Keep.right())
                .watchTermination(WatchControl::new);
    }
}
