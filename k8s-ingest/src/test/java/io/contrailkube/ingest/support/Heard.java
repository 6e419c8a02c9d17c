package io.contrailkube.ingest.support;

import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.javadsl.WatchControl;
import io.contrailkube.ingest.watch.WatchEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A list+watch with an attentive reader. */
public final class Heard implements AutoCloseable {
    private final List<WatchEvent> events = new CopyOnWriteArrayList<>();
    private final WatchControl control;

    public Heard(Source<WatchEvent, WatchControl> source, ActorSystem<?> system) {
        control = source.toMat(Sink.foreach(events::add), Keep.left()).run(system);
    }

    public List<WatchEvent> events() {
        return List.copyOf(events);
    }

    public <E extends WatchEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public List<Cause> failures() {
        return all(WatchEvent.Interrupted.class).stream()
                .map(each -> each.failure().kind())
                .toList();
    }

    /** Names of the objects in events of changes. */
    public List<String> changed() {
        return all(WatchEvent.Changed.class).stream()
                .map(each -> each.fact().id().name())
                .toList();
    }

    /** Names of the objects in all pages. */
    public List<String> listed() {
        return all(WatchEvent.Page.class).stream()
                .flatMap(page -> page.facts().stream())
                .map(fact -> fact.id().name())
                .toList();
    }

    public WatchControl control() {
        return control;
    }

    @Override
    public void close() {
        control.stop().toCompletableFuture().join();
    }
}
