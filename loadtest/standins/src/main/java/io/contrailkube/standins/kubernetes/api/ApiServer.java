package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.http.Handler;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The API over a store: a handler for requests, and the same operations for components in the same process. */
public final class ApiServer {
    /** The pace of things and the seed of uids and generated names. */
    public record Habits(Deletion.Delays delays, Duration bookmarks, String serviceRange, long seed) {}

    private final ApiObjects objects;
    private final Deletion deletion;
    private final Watches watches;
    private final Handler handler;

    /** Timers run deletions, bookmarks and timeouts; the pump writes watches and must be one thread. */
    public ApiServer(ObjectStore store, Habits habits, ScheduledExecutorService timers, Executor pump) {
        this.objects = new ApiObjects(store, new Metadata(habits.seed()), new ServiceAddresses(habits.serviceRange()));
        this.deletion = new Deletion(objects, habits.delays(), timers);
        this.watches = new Watches(store, habits.bookmarks(), timers, pump);
        this.handler = new ApiHandler(new Lists(store), watches, new Writes(objects), new Deletes(objects, deletion));
    }

    public ApiObjects objects() {
        return objects;
    }

    public Deletion deletion() {
        return deletion;
    }

    public Watches watches() {
        return watches;
    }

    public Handler handler() {
        return handler;
    }
}
