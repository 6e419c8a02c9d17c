package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.gateway.ContrailGateway;
import io.contrailkube.gateway.GatewaySettings;
import io.contrailkube.ingest.IngestSettings;
import io.contrailkube.ingest.events.KubeEvents;
import io.contrailkube.ingest.http.ApiCall;
import io.contrailkube.ingest.http.KubernetesApi;
import io.contrailkube.ingest.worker.KubeIngest;
import io.contrailkube.ingest.write.KubeWrites;
import io.contrailkube.node.verdict.LiveContrail;
import io.contrailkube.node.verdict.LiveKubernetes;
import io.contrailkube.node.verdict.LiveVerdicts;
import io.contrailkube.sharding.Entities;
import io.contrailkube.sharding.EntityPorts;
import io.contrailkube.sharding.ShardingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionStage;

/** What works once the journal is there: gateway, entities, ingest, each knowing the others by the core's ports only. */
record Parts(Entities entities, ContrailGateway gateway, KubeIngest ingest, LiveVerdicts verdicts) {
    private static final int NOT_FOUND = 404;

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
        var verdicts = new LiveVerdicts(
                settings.cluster(),
                new LiveKubernetes(path -> read(kubernetes, path)),
                new LiveContrail(gateway, names),
                system.dispatchers().lookup(DispatcherSelector.blocking()));
        return new Parts(entities, gateway, ingest, verdicts);
    }

    private static CompletionStage<JsonNode> read(KubernetesApi kubernetes, String path) {
        ApiCall call = ApiCall.get(path);
        return kubernetes.call(call).thenApply(answer -> {
            if (!answer.ok() && answer.status() != NOT_FOUND) {
                throw answer.refusal(call);
            }
            return answer.ok() ? answer.body() : MissingNode.getInstance();
        });
    }
}
