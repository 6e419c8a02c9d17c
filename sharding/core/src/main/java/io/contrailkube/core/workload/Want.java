package io.contrailkube.core.workload;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.state.PolicyClaim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for one owner key.
 *
 * @param stance what to do with what stands
 * @param objects everything that should stand; only with {@link Stance#STAND}
 * @param waitsFor in words, what is missing for more than that; empty if nothing is
 * @param problems what the owner should know
 * @param writes how Kubernetes should show it; asked for only when it differs from what is known of the object there
 * @param claim how far a network policy is to be enforced by the cluster entity; null for what is none
 * @param linkLocal entries among the link-local services, which the cluster entity makes (spec 02 section 5.5)
 */
public record Want(
        Stance stance,
        List<ContrailObject> objects,
        String waitsFor,
        List<Problem> problems,
        List<KubeWrite> writes,
        List<LinkLocalService> linkLocal,
        @Nullable PolicyClaim claim) {

    /** What to do with what stands for an owner key. */
    public enum Stance {
        /** Bring it to what is wanted. */
        STAND,
        /** Leave it as it is until something it waits for has changed. */
        PARK,
        /** Remove it: what it was made for is gone, if the lists are complete. */
        GONE,
        /** What it was made for is gone, if the lists are complete; but something else has to come first. */
        GOING
    }

    public Want {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
        writes = List.copyOf(writes);
        linkLocal = List.copyOf(linkLocal);
    }

    public static Want objects(List<ContrailObject> objects) {
        return new Want(Stance.STAND, objects, "", List.of(), List.of(), List.of(), null);
    }

    /** Nothing, although the object that might want it is there. */
    public static Want nothing() {
        return objects(List.of());
    }

    /** Nothing can be decided before something else is known or stands. */
    public static Want parked(String waitsFor) {
        return new Want(Stance.PARK, List.of(), waitsFor, List.of(), List.of(), List.of(), null);
    }

    /** The object it was for is not there any more, but what stands has to stay until its claim is met. */
    public static Want going() {
        return new Want(Stance.GOING, List.of(), "", List.of(), List.of(), List.of(), null);
    }

    /** The object it was for is not there any more. */
    public static Want gone() {
        return new Want(Stance.GONE, List.of(), "", List.of(), List.of(), List.of(), null);
    }

    public Want waitingFor(String what) {
        return new Want(stance, objects, what, problems, writes, linkLocal, claim);
    }

    public Want telling(List<Problem> more) {
        var all = new ArrayList<>(problems);
        all.addAll(more);
        return new Want(stance, objects, waitsFor, all, writes, linkLocal, claim);
    }

    public Want telling(Problem problem) {
        return telling(List.of(problem));
    }

    public Want writing(List<KubeWrite> more) {
        return new Want(stance, objects, waitsFor, problems, more, linkLocal, claim);
    }

    public Want linking(List<LinkLocalService> entries) {
        return new Want(stance, objects, waitsFor, problems, writes, entries, claim);
    }

    public Want claiming(PolicyClaim wanted) {
        return new Want(stance, objects, waitsFor, problems, writes, linkLocal, wanted);
    }
}
