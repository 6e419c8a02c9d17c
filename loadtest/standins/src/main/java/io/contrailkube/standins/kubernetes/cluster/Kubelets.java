package io.contrailkube.standins.kubernetes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.api.Place;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.Change;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kubelets of all nodes. A pod waits for its network, then runs and is ready, and goes at once when it is to go. What else
 * happens to it is said by annotations, which may change at any time: {@code standin/ready: "false"} makes a running pod not
 * ready, {@code standin/phase: Succeeded} or {@code Failed} ends it. A status written by somebody else stays as it is until
 * such an annotation changes.
 */
final class Kubelets {
    static final String READY = "standin/ready";
    static final String PHASE = "standin/phase";

    private static final Set<String> STOPPED = Set.of("Succeeded", "Failed");

    private final Map<String, String> addressOfNode;
    private final Hands hands;
    private final PodNetwork network;
    private final Map<String, Course> courses = new HashMap<>();

    Kubelets(Map<String, String> addressOfNode, Hands hands, PodNetwork network) {
        this.addressOfNode = addressOfNode;
        this.hands = hands;
        this.network = network;
    }

    /** What annotations ask for. */
    private record Wish(boolean ready, String phase) {
        static Wish of(JsonNode pod) {
            JsonNode annotations = Json.metadata(pod).path("annotations");
            return new Wish(!Json.text(annotations, READY).equals("false"), Json.text(annotations, PHASE));
        }

        boolean stops() {
            return STOPPED.contains(phase);
        }
    }

    /** How far a pod is: null while it waits for its network, else the last wish that was fulfilled. */
    private record Course(@Nullable Wish fulfilled) {}

    void podChanged(Change change) {
        Stored stored = change.now();
        String node = stored.field("spec.nodeName");
        if (node.isEmpty()) {
            return;
        }
        ObjectNode pod = stored.tree();
        String uid = Hands.uid(pod);
        Place place = Hands.place(stored);
        if (change.kind() == Change.Kind.DELETED) {
            forget(uid);
            return;
        }
        if (Json.metadata(pod).hasNonNull("deletionTimestamp")) {
            // Also for nodes that are none of ours: the controller that collects pods of lost nodes would do it there.
            forget(uid);
            hands.delete(place, uid);
            return;
        }
        String address = addressOfNode.get(node);
        if (address == null) {
            return;
        }
        if (STOPPED.contains(stored.field("status.phase"))) {
            network.forget(uid);
            courses.put(uid, new Course(Wish.of(pod)));
            return;
        }
        Course course = courses.get(uid);
        if (course == null) {
            begin(place, pod, new ClusterOptions.Node(node, address));
        } else if (course.fulfilled() != null) {
            follow(place, pod, course.fulfilled());
        }
    }

    private void forget(String uid) {
        courses.remove(uid);
        network.forget(uid);
    }

    private void begin(Place place, ObjectNode pod, ClusterOptions.Node node) {
        String uid = Hands.uid(pod);
        if (!Json.text(pod, "status", "podIP").isEmpty()) {
            // It ran before this cluster was played.
            courses.put(uid, new Course(Wish.of(pod)));
            return;
        }
        courses.put(uid, new Course(null));
        hands.status(place, uid, current -> new PodStatus(current).starting(node.address()));
        if (pod.path("spec").path("hostNetwork").asBoolean()) {
            run(place, uid, List.of(node.address()));
        } else {
            network.connect(new PodNetwork.Port(uid, place.namespace(), place.name(), node), addresses -> {
                if (courses.containsKey(uid)) {
                    run(place, uid, addresses);
                }
            });
        }
    }

    private void run(Place place, String uid, List<String> addresses) {
        hands.status(place, uid, current -> {
            if (!STOPPED.contains(Json.text(current, "status", "phase"))) {
                Wish wish = Wish.of(current);
                PodStatus status = new PodStatus(current);
                status.running(addresses, wish.ready());
                if (wish.stops()) {
                    status.stopped(wish.phase());
                }
                courses.put(uid, new Course(wish));
            }
        });
    }

    private void follow(Place place, ObjectNode pod, Wish fulfilled) {
        Wish wish = Wish.of(pod);
        if (wish.equals(fulfilled)) {
            return;
        }
        String uid = Hands.uid(pod);
        courses.put(uid, new Course(wish));
        hands.status(place, uid, current -> {
            PodStatus status = new PodStatus(current);
            if (wish.stops()) {
                status.stopped(wish.phase());
            } else {
                status.ready(wish.ready());
            }
        });
    }
}
