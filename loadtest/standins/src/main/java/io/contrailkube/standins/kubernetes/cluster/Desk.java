package io.contrailkube.standins.kubernetes.cluster;

import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which the components of a cluster work, and what they watch; a failing task is logged and hurts no other. */
final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final ObjectStore store;
    private final ScheduledThreadPoolExecutor thread;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    Desk(ObjectStore store, String role) {
        this.store = store;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "standin-cluster-" + role);
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Has the present objects told as additions, then every change, in order. */
    void watch(ResourceType type, Consumer<Change> listener) {
        watches.add(store.watchFromState(type, change -> later(Duration.ZERO, () -> listener.accept(change))));
    }

    /** Nothing happens once the desk is closed. */
    void later(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> attempt(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed", e);
        }
    }

    void regularly(Duration pause, Runnable task) {
        thread.scheduleWithFixedDelay(() -> attempt(task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a component of the played cluster failed", e);
        }
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        thread.shutdownNow();
    }
}
