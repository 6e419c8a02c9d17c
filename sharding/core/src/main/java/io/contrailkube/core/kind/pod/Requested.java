package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.attachment.AttachmentFact;
import io.contrailkube.core.kind.attachment.AttachmentKind;
import io.contrailkube.core.kind.attachment.AttachmentNetwork;
import io.contrailkube.core.kind.attachment.AttachmentWorkload;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An additional network that a pod asks for, and what it turns out to be.
 *
 * @param network the network in Contrail, or null while there is none
 * @param trouble what to tell the pod's owner if it is needed and not there, or null
 */
record Requested(NetworkRequest request, @Nullable ObjectKey network, @Nullable Problem trouble) {

    /** Those that are ours, in order; what belongs to other CNI plugins does not count (spec 02, POD-32). */
    static List<Requested> of(Look look, List<NetworkRequest> requests) {
        var ours = new ArrayList<Requested>();
        for (NetworkRequest request : requests) {
            Sight<AttachmentFact> attachment = attachment(look, request);
            Optional<AttachmentFact> found = attachment.found();
            if (found.isPresent()) {
                of(look, request, found.get()).ifPresent(ours::add);
            } else if (attachment.isMissing()) {
                ours.add(missing(request, "there is no such NetworkAttachmentDefinition"));
            } else {
                look.doesNotKnow("network attachment " + request);
            }
        }
        return ours;
    }

    private static Optional<Requested> of(Look look, NetworkRequest request, AttachmentFact fact) {
        AttachmentNetwork network = AttachmentNetwork.of(fact, look.names);
        if (network instanceof AttachmentNetwork.Foreign) {
            return Optional.empty();
        }
        ObjectKey key = network.joined();
        if (key == null) {
            return Optional.of(missing(request, "its NetworkAttachmentDefinition names no usable network"));
        }
        boolean ownMade =
                network instanceof AttachmentNetwork.Made && request.namespace().equals(look.namespace());
        boolean stands = !ownMade
                || look.scene.surely(AttachmentWorkload.ownerOf(fact), key).isPresent();
        return Optional.of(new Requested(request, stands ? key : null, null));
    }

    /** From the namespace's facts, else from where all are known: absence here may only mean 'not heard of yet'. */
    private static Sight<AttachmentFact> attachment(Look look, NetworkRequest request) {
        if (request.namespace().equals(look.namespace())) {
            Optional<AttachmentFact> own = look.scene.named(AttachmentFact.class, request.name());
            if (own.isPresent()) {
                return new Sight.Found<>(own.get());
            }
        }
        Sight<KubeFact> sight =
                look.scene.elsewhere(new Question.FactNamed(AttachmentKind.NAME, request.namespace(), request.name()));
        if (sight instanceof Sight.Found<KubeFact> found) {
            return found.value() instanceof AttachmentFact fact ? new Sight.Found<>(fact) : new Sight.Missing<>();
        }
        return sight.isMissing() ? new Sight.Missing<>() : new Sight.Unknown<>();
    }

    private static Requested missing(NetworkRequest request, String why) {
        return new Requested(
                request,
                null,
                Problem.warning(
                        "NetworkNotFound",
                        "network " + request + " of annotation " + PodAnnotations.NETWORKS + ": " + why
                                + "; the pod does not start before it has all its networks"));
    }
}
