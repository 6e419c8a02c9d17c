package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.http.Reply;
import io.contrailkube.standins.http.Request;
import io.contrailkube.standins.kubernetes.api.ApiObjects.Part;
import io.contrailkube.standins.kubernetes.resource.Json;

/** The sub-resource {@code pods/NAME/binding}, by which a scheduler gives a pod its node. */
public final class Bindings {
    static final String BOUND = "pods";
    static final String PART = "binding";

    private final ApiObjects objects;

    Bindings(ApiObjects objects) {
        this.objects = objects;
    }

    Reply bind(ApiPath path, Request request) {
        if (!path.type().plural().equals(BOUND) || !path.part().equals(PART)) {
            throw ApiFailure.notAllowed();
        }
        ObjectNode binding = Bodies.tree(request.body());
        String node = Json.text(binding, "target", "name");
        if (node.isEmpty()) {
            throw ApiFailure.invalid(path.type(), path.name(), "target.name", "Required value");
        }
        bind(path.place(), Json.text(binding, "metadata", "uid"), node, Writes.dryRun(request));
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return Answers.object(201, Json.bytes(status.put("status", "Success").put("code", 201)));
    }

    /** Refused with a conflict when the pod has a node already or is about to go. */
    public void bind(Place pod, String uid, String node) {
        bind(pod, uid, node, false);
    }

    private void bind(Place pod, String uid, String node, boolean dryRun) {
        objects.change(pod, Part.WHOLE, dryRun, current -> {
            ObjectNode spec = Json.child(current, "spec");
            String bound = Json.text(spec, "nodeName");
            if (!bound.isEmpty()) {
                throw ApiFailure.conflict(
                        pod.type(), pod.name(), "pod " + pod.name() + " is already assigned to node \"" + bound + "\"");
            }
            if (current.path("metadata").has("deletionTimestamp")) {
                throw ApiFailure.conflict(
                        pod.type(),
                        pod.name(),
                        "pod " + pod.name() + " is being deleted, cannot be assigned to a host");
            }
            if (!uid.isEmpty()) {
                Json.child(current, "metadata").put("uid", uid);
            }
            spec.put("nodeName", node);
            scheduled(Json.child(current, "status"));
            return current;
        });
    }

    private static void scheduled(ObjectNode status) {
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode there ? there : status.putArray("conditions");
        conditions
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .putNull("lastProbeTime")
                .put("lastTransitionTime", Metadata.now());
    }
}
