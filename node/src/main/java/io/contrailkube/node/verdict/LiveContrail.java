package io.contrailkube.node.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.ContrailPort;
import io.contrailkube.core.spec.ObjectNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** What Contrail has, now, of what decides about flows of pods in some namespaces. */
public final class LiveContrail {
    private static final List<String> FIREWALL = List.of(
            ContrailTypes.APPLICATION_POLICY_SET,
            ContrailTypes.FIREWALL_POLICY,
            ContrailTypes.FIREWALL_RULE,
            ContrailTypes.ADDRESS_GROUP);

    private final ContrailPort contrail;
    private final ObjectNames names;

    public LiveContrail(ContrailPort contrail, ObjectNames names) {
        this.contrail = contrail;
        this.names = names;
    }

    /** By type, then by name: the firewall objects of all clusters, and the interfaces of the namespaces with what they bear. */
    CompletionStage<SortedMap<String, SortedMap<String, JsonNode>>> dump(Collection<String> namespaces) {
        List<CompletionStage<List<Actual>>> reads = new ArrayList<>();
        FIREWALL.forEach(type -> reads.add(contrail.list(type)));
        namespaces.stream()
                .map(names::project)
                .distinct()
                .forEach(project -> reads.add(contrail.survey(project).thenCompose(found -> around(project, found))));
        return LiveKubernetes.joined(reads).thenApply(LiveContrail::dump);
    }

    /** Tags also come from networks and projects. */
    private CompletionStage<List<Actual>> around(ObjectKey project, List<Actual> found) {
        Set<ObjectKey> keys = new LinkedHashSet<>(Set.of(project));
        for (Actual actual : found) {
            for (JsonNode network : actual.body().path("virtual_network_refs")) {
                List<String> parts = new ArrayList<>();
                network.path("to").forEach(part -> parts.add(part.asText()));
                keys.add(new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, new FqName(parts)));
            }
        }
        return contrail.read(keys.stream()
                        .map(key -> new ContrailPort.Lookup(key, null))
                        .toList())
                .thenApply(more -> {
                    List<Actual> all = new ArrayList<>(found);
                    all.addAll(more.values());
                    return all;
                });
    }

    private static SortedMap<String, SortedMap<String, JsonNode>> dump(List<Actual> objects) {
        SortedMap<String, SortedMap<String, JsonNode>> dump = new TreeMap<>();
        objects.forEach(object -> dump.computeIfAbsent(object.key().type(), any -> new TreeMap<>())
                .put(object.key().fqName().toString(), object.body()));
        return dump;
    }
}
