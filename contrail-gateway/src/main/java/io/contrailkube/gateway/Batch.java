package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Tie;
import io.contrailkube.core.plan.Actual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads of one type that travel in one request, and who waits for each. Not thread-safe. */
final class Batch {
    private final Topic topic;
    private final Map<String, List<CompletableFuture<Optional<Actual>>>> waiting = new LinkedHashMap<>();
    private int bytes;

    /** How and of what type objects are read; only reads of one topic can be joined. */
    record Topic(How how, String type) {}

    /** Ways to read many objects at once. */
    enum How {
        BY_UUID,
        /** By uuid, and with what may stand in the way of their deletion ({@link Tie}). */
        WITH_TIES,
        BY_NAME,
        /** By name, and only the uuid is wanted. */
        UUID_ONLY;

        boolean isByUuid() {
            return this == BY_UUID || this == WITH_TIES;
        }
    }

    Batch(Topic topic) {
        this.topic = topic;
    }

    /** @param id uuid, or name in the form a:b:c */
    void add(String id, CompletableFuture<Optional<Actual>> promise) {
        waiting.computeIfAbsent(id, any -> {
                    bytes += Requests.encode(id).length() + 1;
                    return new ArrayList<>(1);
                })
                .add(promise);
    }

    boolean isFull(int objects, int nameBytes) {
        return waiting.size() >= objects || (!topic.how().isByUuid() && bytes >= nameBytes);
    }

    int size() {
        return waiting.size();
    }

    Call call() {
        if (topic.how().isByUuid()) {
            List<String> fields = topic.how() == How.WITH_TIES
                    ? ContrailTypes.of(topic.type()).ties().stream()
                            .map(Tie::field)
                            .toList()
                    : List.of();
            return Requests.read(topic.type(), waiting.keySet(), fields);
        }
        List<String> names = waiting.keySet().stream().map(Requests::encode).toList();
        return Requests.lookup(topic.type(), names, topic.how() == How.BY_NAME);
    }

    /** Tells everybody what was found; what was not found is absent. */
    void answer(List<Actual> found) {
        Map<String, Actual> byId = new LinkedHashMap<>();
        found.forEach(actual -> byId.put(idOf(actual), actual));
        waiting.forEach(
                (id, promises) -> promises.forEach(promise -> promise.complete(Optional.ofNullable(byId.get(id)))));
    }

    void fail(Throwable cause) {
        waiting.values().forEach(promises -> promises.forEach(promise -> promise.completeExceptionally(cause)));
    }

    private String idOf(Actual actual) {
        return topic.how().isByUuid() ? actual.uuid() : actual.key().fqName().toString();
    }
}
