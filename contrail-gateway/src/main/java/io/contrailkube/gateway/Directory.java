package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.gateway.Batch.How;
import io.contrailkube.gateway.Batch.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What stands in Contrail, and under which uuid. Its stages fail with ContrailUnavailable. */
final class Directory {
    private final Consumer<Reader.Want> reader;
    private final UuidCache cache;

    /**
     * Uuids of objects that others need.
     *
     * @param missing those that do not stand
     */
    record Found(Map<ObjectKey, String> uuids, Set<ObjectKey> missing) {}

    Directory(Consumer<Reader.Want> reader, UuidCache cache) {
        this.reader = reader;
        this.cache = cache;
    }

    CompletionStage<Optional<Actual>> byUuid(String type, String uuid) {
        return ask(How.BY_UUID, type, uuid);
    }

    /** With what may stand in the way of its deletion. */
    CompletionStage<Optional<Actual>> withTies(String type, String uuid) {
        return ask(How.WITH_TIES, type, uuid);
    }

    CompletionStage<Optional<Actual>> byName(ObjectKey key) {
        return ask(How.BY_NAME, key.type(), key.fqName().toString());
    }

    /** Uuids by name, from memory where they are known. */
    CompletionStage<Found> find(Collection<ObjectKey> keys) {
        Map<ObjectKey, CompletionStage<Optional<String>>> asked = new HashMap<>();
        keys.forEach(key -> asked.computeIfAbsent(key, this::uuidOf));
        CompletableFuture<?>[] all = asked.values().stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> {
            Map<ObjectKey, String> uuids = new HashMap<>();
            Set<ObjectKey> missing = new TreeSet<>();
            asked.forEach((key, uuid) -> uuid.toCompletableFuture()
                    .join()
                    .ifPresentOrElse(found -> uuids.put(key, found), () -> missing.add(key)));
            return new Found(uuids, missing);
        });
    }

    /** The same without trusting memory. */
    CompletionStage<Found> findAnew(Collection<ObjectKey> keys) {
        cache.forget(keys);
        return find(keys);
    }

    CompletionStage<Optional<String>> uuidOf(ObjectKey key) {
        Optional<String> known = cache.find(key);
        return known.isPresent()
                ? CompletableFuture.completedStage(known)
                : ask(How.UUID_ONLY, key.type(), key.fqName().toString()).thenApply(found -> found.map(Actual::uuid));
    }

    void learn(ObjectKey key, String uuid) {
        cache.learn(key, uuid);
    }

    void forget(Collection<ObjectKey> keys) {
        cache.forget(keys);
    }

    private CompletionStage<Optional<Actual>> ask(How how, String type, String id) {
        var promise = new CompletableFuture<Optional<Actual>>();
        reader.accept(new Reader.Want(new Topic(how, type), id, promise));
        return promise.thenApply(found -> {
            found.ifPresent(actual -> cache.learn(actual.key(), actual.uuid()));
            return found;
        });
    }
}
