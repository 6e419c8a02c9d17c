package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.gateway.ContrailGateway;
import io.contrailkube.gateway.GatewaySettings;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.events.KubeEvents;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.worker.KubeIngest;
import io.contrailkube.ingest.write.KubeWrites;
import io.contrailkube.sharding.Entities;
import io.contrailkube.sharding.EntityPorts;
import io.contrailkube.sharding.ShardingSettings;
import io.micrometer.core.instrument.MeterRegistry;

/** What works once the journal is there: gateway, entities, ingest, each knowing the others by the core's ports only. */
record Parts(Entities entities, ContrailGateway gateway, KubeIngest ingest) {

    /** Settings of all parts, read before anything starts so that every fault is found at once. */
    record Settings(
            ClusterSettings cluster, GatewaySettings gateway, ShardingSettings sharding, IngestSettings ingest) {}

    static Parts start(ActorSystem<?> system, Settings settings, MeterRegistry metrics) {
        var names = new ObjectNames(settings.cluster());
        var gateway = ContrailGateway.start(system, settings.gateway(), new OwnershipMarks(names), metrics);
        var kubernetes = KubernetesApi.connect(settings.ingest().access());
        var events = KubeEvents.start(system, settings.ingest(), kubernetes, metrics);
        var writes = KubeWrites.start(system, settings.ingest(), kubernetes, events, metrics);
        var facts = new LateFacts();
        var ports = new EntityPorts(names, gateway, facts, events, writes, metrics);
        var entities = Entities.start(system, settings.sharding(), ports);
        var ingest = KubeIngest.start(system, settings.ingest(), kubernetes, entities, metrics);
        facts.arrived(ingest);
        return new Parts(entities, gateway, ingest);
    }
}
