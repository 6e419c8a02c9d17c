package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Tie;
import io.contrailkube.core.plan.Actual;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Reads what stands for workloads in a project: four collections, then in bulk what these lead to. */
record Surveyor(Directory directory, Pages pages) {
    private static final String INTERFACE = ContrailTypes.VIRTUAL_MACHINE_INTERFACE;
    private static final String POOL = ContrailTypes.LOADBALANCER_POOL;
    private static final String MEMBER = ContrailTypes.LOADBALANCER_MEMBER;
    /** Children and back references that are read along with a collection. */
    private static final Map<String, List<String>> LEADS = Map.of(
            INTERFACE,
            ContrailTypes.of(INTERFACE).ties().stream().map(Tie::field).toList(),
            ContrailTypes.LOADBALANCER,
            List.of(),
            ContrailTypes.LOADBALANCER_LISTENER,
            List.of(),
            POOL,
            List.of(ContrailTypes.of(MEMBER).fieldName() + 's'));

    /** Fails with ContrailUnavailable. */
    CompletionStage<List<Actual>> survey(ObjectKey project) {
        return directory
                .uuidOf(project)
                .thenCompose(uuid -> uuid.isEmpty() ? CompletableFuture.completedStage(List.of()) : within(uuid.get()));
    }

    private CompletionStage<List<Actual>> within(String project) {
        List<CompletionStage<List<Actual>>> collections = LEADS.entrySet().stream()
                .map(type -> pages.all(
                        type.getKey(),
                        marker -> Requests.within(type.getKey(), project, type.getValue(), marker, pages.size())))
                .toList();
        return joined(collections).thenCompose(lists -> {
            List<Actual> found = lists.stream().flatMap(List::stream).toList();
            return joined(beyond(found)).thenApply(more -> {
                var all = new ArrayList<>(found);
                more.forEach(one -> one.ifPresent(all::add));
                return all;
            });
        });
    }

    /** What the collections lead to. */
    private List<CompletionStage<Optional<Actual>>> beyond(List<Actual> found) {
        Map<String, Actual> byUuid = new HashMap<>();
        for (Actual actual : found) {
            Stream.of(
                            related(actual, MEMBER, "loadbalancer_members"),
                            related(actual, ContrailTypes.INSTANCE_IP, "instance_ip_back_refs"),
                            // Those of the service monitor are children of addresses.
                            related(actual, ContrailTypes.FLOATING_IP, "floating_ip_back_refs").stream()
                                    .filter(address ->
                                            address.key().fqName().parts().size() > 2)
                                    .toList(),
                            related(actual, ContrailTypes.VIRTUAL_MACHINE, "virtual_machine_refs"))
                    .flatMap(List::stream)
                    .forEach(one -> byUuid.put(one.uuid(), one));
        }
        return byUuid.values().stream().map(this::read).toList();
    }

    private static List<Actual> related(Actual actual, String type, String field) {
        JsonNode list = actual.body().path(field);
        return Replies.related(type, list);
    }

    private CompletionStage<Optional<Actual>> read(Actual named) {
        String type = named.key().type();
        return type.equals(ContrailTypes.VIRTUAL_MACHINE)
                ? directory.withTies(type, named.uuid())
                : directory.byUuid(type, named.uuid());
    }

    private static <T> CompletionStage<List<T>> joined(Collection<CompletionStage<T>> stages) {
        List<CompletableFuture<T>> futures =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}
