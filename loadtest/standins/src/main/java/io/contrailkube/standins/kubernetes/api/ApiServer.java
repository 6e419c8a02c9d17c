package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The API over a store: a handler for requests, and the same operations for components in the same process. */
public final class ApiServer {
    /** The pace of things, where uids come from, and the seed of random ones and of generated names. */
    public record Habits(Deletion.Delays delays, Duration bookmarks, String serviceRange, long seed, Uids uids) {}

    private final ApiObjects objects;
    private final Deletion deletion;
    private final Bindings bindings;
    private final Watches watches;
    private final Handler handler;

    /** Timers run deletions, bookmarks and timeouts; the pump writes watches and must be one thread. */
    public ApiServer(ObjectStore store, Habits habits, ScheduledExecutorService timers, Executor pump) {
        ServiceAddresses addresses = new ServiceAddresses(habits.serviceRange(), habits.uids());
        Catalogue catalogue = new Catalogue(store);
        this.objects = new ApiObjects(
                store, new Metadata(habits.seed(), habits.uids()), addresses, new KindRules(store, addresses));
        this.deletion = new Deletion(objects, habits.delays(), timers);
        this.watches = new Watches(store, habits.bookmarks(), timers, pump);
        this.bindings = new Bindings(objects);
        this.handler = new ApiHandler(
                catalogue,
                new ApiHandler.Reads(new Lists(store), watches),
                new Writes(objects),
                new Deletes(objects, deletion),
                bindings);
    }

    public ApiObjects objects() {
        return objects;
    }

    public Deletion deletion() {
        return deletion;
    }

    public Bindings bindings() {
        return bindings;
    }

    public Watches watches() {
        return watches;
    }

    public Handler handler() {
        return handler;
    }
}
