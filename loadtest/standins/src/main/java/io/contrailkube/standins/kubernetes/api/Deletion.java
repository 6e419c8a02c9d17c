package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How objects go: at once, when their finalizers are done, after their grace period, or with their namespace. */
public final class Deletion {
    /** How long a namespace stands as Terminating, and a pod that runs on a node; zero: not at all. */
    public record Delays(Duration namespace, Duration pod) {}

    private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");
    private static final Set<String> STOPPED = Set.of("Succeeded", "Failed");
    private static final long AGAIN_MILLIS = 100;

    private final ApiObjects objects;
    private final ObjectStore store;
    private final Delays delays;
    private final ScheduledExecutorService timers;
    private volatile boolean kubelets;

    Deletion(ApiObjects objects, Delays delays, ScheduledExecutorService timers) {
        this.objects = objects;
        this.store = objects.store();
        this.delays = delays;
        this.timers = timers;
    }

    /** Whether somebody plays the kubelets: a pod on a node then stands until it is deleted once more without grace. */
    public void leavePodsToKubelets(boolean played) {
        kubelets = played;
    }

    /** Deletes or begins to delete; the answer is the object as it stands or last stood. */
    public Stored delete(Place place, DeleteOptions options) {
        while (true) {
            Stored current = objects.get(place);
            require(place, current, options);
            if (options.dryRun()) {
                return current;
            }
            Stored done = attempt(place, current, options);
            if (done != null) {
                return done;
            }
        }
    }

    private @Nullable Stored attempt(Place place, Stored current, DeleteOptions options) {
        if (place.type().plural().equals("namespaces")) {
            return terminate(place, current);
        }
        ObjectNode tree = current.tree();
        if (Metadata.hasFinalizers(tree)) {
            return current.isBeingDeleted() ? current : store.replace(current, marked(tree, 0));
        }
        long grace = grace(place, tree, options);
        if (grace > 0) {
            return current.isBeingDeleted() ? current : retire(place, current, marked(tree, grace));
        }
        if (place.type().plural().equals("customresourcedefinitions")) {
            emptyDefinition(place.name());
        }
        return store.delete(current);
    }

    /** The objects of a definition go with it. */
    private void emptyDefinition(String definition) {
        for (ResourceType type : Resources.stored()) {
            if (type.custom() && type.qualified().equals(definition)) {
                contents(type, "")
                        .forEach(object ->
                                vanish(new Place(type, object.namespace(), object.name()), DeleteOptions.PLAIN));
            }
        }
    }

    private static void require(Place place, Stored current, DeleteOptions options) {
        String uid = Json.text(current.tree(), "metadata", "uid");
        if (!options.uid().isEmpty() && !options.uid().equals(uid)) {
            throw ApiFailure.conflict(
                    place.type(),
                    place.name(),
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record (" + uid
                            + "). The object might have been deleted and then recreated");
        }
        if (!options.resourceVersion().isEmpty()
                && !options.resourceVersion().equals(Long.toString(current.revision()))) {
            throw ApiFailure.conflict(
                    place.type(),
                    place.name(),
                    "the ResourceVersion in the precondition (" + options.resourceVersion()
                            + ") does not match the ResourceVersion in record (" + current.revision()
                            + "). The object might have been modified");
        }
        if (place.type().plural().equals("namespaces") && IMMORTAL.contains(place.name())) {
            throw ApiFailure.forbidden(place.type(), place.name(), "this namespace may not be deleted");
        }
    }

    /** Only a pod that runs on a node has a kubelet that would need time to stop it. */
    private long grace(Place place, ObjectNode pod, DeleteOptions options) {
        if (!place.type().plural().equals("pods")
                || (delays.pod().isZero() && !kubelets)
                || Json.text(pod, "spec", "nodeName").isEmpty()
                || STOPPED.contains(Json.text(pod, "status", "phase"))) {
            return 0;
        }
        long own = pod.path("spec").path("terminationGracePeriodSeconds").asLong(30);
        return options.graceSeconds() < 0 ? own : options.graceSeconds();
    }

    private static ObjectNode marked(ObjectNode tree, long grace) {
        ObjectNode metadata = Json.child(tree, "metadata");
        metadata.put("deletionTimestamp", Metadata.at(grace));
        if (grace > 0) {
            metadata.put("deletionGracePeriodSeconds", grace);
        }
        return tree;
    }

    private @Nullable Stored retire(Place place, Stored current, ObjectNode marked) {
        Stored leaving = store.replace(current, marked);
        if (leaving != null && !kubelets) {
            String uid = Json.text(marked, "metadata", "uid");
            later(delays.pod().toMillis(), () -> vanish(place, new DeleteOptions(uid, "", 0, false)));
        }
        return leaving;
    }

    private void vanish(Place place, DeleteOptions options) {
        try {
            delete(place, options);
        } catch (ApiFailure gone) {
            // Somebody deleted it for good already, or made a new one of the same name: both are none of ours.
            return;
        }
    }

    private @Nullable Stored terminate(Place place, Stored current) {
        if (current.isBeingDeleted()) {
            return current;
        }
        ObjectNode tree = marked(current.tree(), 0);
        Json.child(tree, "status").put("phase", "Terminating");
        Stored terminating = store.replace(current, tree);
        if (terminating != null) {
            later(delays.namespace().toMillis(), () -> empty(place));
        }
        return terminating;
    }

    /** Removes the contents, then the namespace; comes again while finalizers hold something back. */
    private void empty(Place place) {
        boolean left = false;
        for (ResourceType type : Resources.stored()) {
            left |= type.namespaced() && !emptied(type, place.name());
        }
        boolean gone = !left && Boolean.TRUE.equals(store.exclusively(() -> remove(place)));
        if (!gone) {
            later(Math.max(AGAIN_MILLIS, delays.namespace().toMillis()), () -> empty(place));
        }
    }

    private boolean remove(Place place) {
        Stored namespace = store.get(place.type(), "", place.name());
        if (namespace == null) {
            return true;
        }
        return !Metadata.hasFinalizers(namespace.tree()) && store.delete(namespace) != null;
    }

    private boolean emptied(ResourceType type, String namespace) {
        List<Stored> contents = contents(type, namespace);
        contents.forEach(object -> vanish(new Place(type, namespace, object.name()), DeleteOptions.PLAIN));
        return contents.isEmpty() || contents(type, namespace).isEmpty();
    }

    private List<Stored> contents(ResourceType type, String namespace) {
        return store.latest(type)
                .page(namespace, "", Integer.MAX_VALUE, object -> true)
                .objects();
    }

    private void later(long millis, Runnable action) {
        timers.schedule(action, millis, TimeUnit.MILLISECONDS);
    }
}
