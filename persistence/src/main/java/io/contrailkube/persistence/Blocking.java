package io.contrailkube.persistence;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Work that waits for the database, on the threads Akka keeps for it. */
final class Blocking {
    private Blocking() {}

    static <T> CompletionStage<T> run(ActorSystem<?> system, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, system.dispatchers().lookup(DispatcherSelector.blocking()));
    }
}
