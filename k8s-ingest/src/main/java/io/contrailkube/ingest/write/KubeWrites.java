package io.contrailkube.ingest.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.port.EventSink;
import io.contrailkube.core.port.KubeWriter;
import io.contrailkube.core.registry.KubeKinds;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.http.KubernetesApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;

/**
 * Writes status and annotations of objects, on the node whose entity asks for it. The latest write to a place wins; failures
 * are overcome, refusals are told by an Event, and what became of every write is counted in {@code
 * contrail_kube_ingest_writes_total}.
 */
public final class KubeWrites implements KubeWriter {
    private static final String NAME = "contrail-kube-writes";

    private final ActorRef<Writer.Command> writer;

    private KubeWrites(ActorRef<Writer.Command> writer) {
        this.writer = writer;
    }

    /** Once per node. */
    public static KubeWrites start(
            ActorSystem<?> system,
            IngestSettings settings,
            KubernetesApi api,
            EventSink events,
            MeterRegistry metrics) {
        Writer.Parts parts = parts(settings, api, KubeKinds.ALL, events, metrics);
        return over(system.systemActorOf(Writer.create(parts), NAME, Props.empty()));
    }

    static KubeWrites over(ActorRef<Writer.Command> writer) {
        return new KubeWrites(writer);
    }

    /** @param kinds those whose objects may be written to */
    static Writer.Parts parts(
            IngestSettings settings,
            KubernetesApi api,
            Collection<KubeKind> kinds,
            EventSink events,
            MeterRegistry metrics) {
        return new Writer.Parts(
                settings.writes(),
                new Patches(api, kinds),
                new Refusals(events, settings.writes().queue()),
                new WriteMetrics(metrics),
                Clock.systemUTC());
    }

    @Override
    public void write(KubeWrite write) {
        writer.tell(new Writer.Wanted(write));
    }
}
