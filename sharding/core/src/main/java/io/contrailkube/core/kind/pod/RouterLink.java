package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Sight;
import java.util.List;
import java.util.Optional;

/** The reference that makes a pod known to the vrouter of its node (spec 02 sections 4.6 and 4.8). */
final class RouterLink {
    private final Look look;
    private final PodObjects objects;

    RouterLink(Look look, PodObjects objects) {
        this.look = look;
        this.objects = objects;
    }

    /** The link; while it cannot be decided what stands of it stays. */
    List<ContrailObject> of(PodPorts.Decided decided, List<ContrailObject> rest) {
        Optional<Question.RouterOf> question = question(decided);
        if (question.isEmpty()) {
            return kept(rest);
        }
        Sight<Actual> sight = look.scene.inContrail(question.get());
        Optional<Actual> router = sight.found();
        if (router.isPresent()) {
            return decided.complete()
                    ? List.of(objects.link(router.get().key(), router.get().uuid(), rest))
                    : kept(rest);
        }
        look.misses("virtual-router of node " + look.pod.node());
        // Before kubelet has said the node's address, not to find it by name means little.
        if (sight.isMissing() && !look.pod.hostAddresses().isEmpty()) {
            look.warn("VRouterNotFound", notFound(question.get()));
        }
        return kept(rest);
    }

    /** In nested mode the pod is where its host is; else on its own node. */
    private Optional<Question.RouterOf> question(PodPorts.Decided decided) {
        if (!look.scene.names().settings().nested().on()) {
            return Optional.of(new Question.RouterOf(look.pod.hostAddresses(), look.pod.node()));
        }
        if (decided.host().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> router = HostPorts.routerOf(decided.host().get());
        if (router.isEmpty()) {
            look.misses("virtual-router of node " + look.pod.node());
            look.warn(
                    "VRouterNotFound",
                    "interface " + decided.host().get().key().fqName() + " of node " + look.pod.node()
                            + " has no binding host_id, so nobody knows on which vrouter it is");
        }
        return router.map(name -> new Question.RouterOf(List.of(), name));
    }

    private List<ContrailObject> kept(List<ContrailObject> rest) {
        return look.routers().stream()
                .map(entry -> objects.link(entry.key(), entry.uuid(), rest))
                .toList();
    }

    private static String notFound(Question.RouterOf question) {
        String addresses = question.addresses().isEmpty() ? "" : " (" + String.join(", ", question.addresses()) + ')';
        return "no virtual-router is registered for node " + question.node() + addresses
                + ": start the vrouter there, or correct its name or address; the pod is connected when it appears";
    }
}
