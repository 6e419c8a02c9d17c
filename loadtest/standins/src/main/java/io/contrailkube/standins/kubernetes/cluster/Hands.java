package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.KubernetesStandin;
import io.contrailkube.standins.kubernetes.api.ApiFailure;
import io.contrailkube.standins.kubernetes.api.ApiObjects.Part;
import io.contrailkube.standins.kubernetes.api.ApiServer;
import io.contrailkube.standins.kubernetes.api.DeleteOptions;
import io.contrailkube.standins.kubernetes.api.Place;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes of the components of a cluster; that an object is gone or no longer the same one is no failure for them. */
final class Hands {
    private static final Set<Integer> OVERTAKEN = Set.of(403, 404, 409);

    private final ApiServer api;
    private final ObjectStore store;

    Hands(KubernetesStandin kubernetes) {
        this.api = kubernetes.api();
        this.store = kubernetes.store();
    }

    static ResourceType kind(String apiVersion, String plural) {
        ResourceType type = Resources.byPlural(apiVersion, plural);
        if (type == null) {
            throw new IllegalArgumentException("not served: " + apiVersion + " " + plural);
        }
        return type;
    }

    static Place place(Stored object) {
        return new Place(object.type(), object.namespace(), object.name());
    }

    static String uid(ObjectNode object) {
        return Json.text(object, "metadata", "uid");
    }

    @Nullable
    Stored get(Place place) {
        return store.get(place.type(), place.namespace(), place.name());
    }

    /** Whether the object of that uid was still there; the edit gets all of it and may change its status. */
    boolean status(Place place, String uid, Consumer<ObjectNode> edit) {
        return unlessOvertaken(() -> api.objects().change(place, Part.STATUS, false, current -> {
            Json.child(current, "metadata").put("uid", uid);
            edit.accept(current);
            return current;
        }));
    }

    boolean bind(Place pod, String uid, String node) {
        return unlessOvertaken(() -> api.bindings().bind(pod, uid, node));
    }

    /** For good, as a kubelet confirms it. */
    boolean delete(Place place, String uid) {
        return unlessOvertaken(() -> api.deletion().delete(place, new DeleteOptions(uid, "", 0, false)));
    }

    /** A pod on a node gets its time. */
    boolean deleteGracefully(Place place, String uid) {
        return unlessOvertaken(() -> api.deletion().delete(place, new DeleteOptions(uid, "", -1, false)));
    }

    /** Creates the object, or lets the edit change the one that is there. */
    boolean write(Place place, ObjectNode object, Consumer<ObjectNode> edit) {
        return unlessOvertaken(() -> {
            if (get(place) == null) {
                api.objects().create(place.type(), place.namespace(), object, false);
            } else {
                api.objects().change(place, Part.MAIN, false, current -> {
                    edit.accept(current);
                    return current;
                });
            }
        });
    }

    private static boolean unlessOvertaken(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ApiFailure failure) {
            if (OVERTAKEN.contains(failure.code())) {
                return false;
            }
            throw failure;
        }
    }
}
