package io.contrailkube.core.workload;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wanted for one owner key.
 *
 * @param stance what to do with what stands
 * @param objects everything that should stand; only with {@link Stance#STAND}
 * @param waitsFor in words, what is missing for more than that; empty if nothing is
 * @param problems what the owner should know
 * @param writes how Kubernetes should show it; asked for only when it differs from what is known of the object there
 * @param linkLocal entries among the link-local services, which the cluster entity makes (spec 02 section 5.5)
 */
public record Want(
        Stance stance,
        List<ContrailObject> objects,
        String waitsFor,
        List<Problem> problems,
        List<KubeWrite> writes,
        List<LinkLocalService> linkLocal) {

    /** What to do with what stands for an owner key. */
    public enum Stance {
        /** Bring it to what is wanted. */
        STAND,
        /** Leave it as it is until something it waits for has changed. */
        PARK,
        /** Remove it: what it was made for is gone, if the lists are complete. */
        GONE
    }

    public Want {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
        writes = List.copyOf(writes);
        linkLocal = List.copyOf(linkLocal);
    }

    public static Want objects(List<ContrailObject> objects) {
        return new Want(Stance.STAND, objects, "", List.of(), List.of(), List.of());
    }

    /** Nothing, although the object that might want it is there. */
    public static Want nothing() {
        return objects(List.of());
    }

    /** Nothing can be decided before something else is known or stands. */
    public static Want parked(String waitsFor) {
        return new Want(Stance.PARK, List.of(), waitsFor, List.of(), List.of(), List.of());
    }

    /** The object it was for is not there any more. */
    public static Want gone() {
        return new Want(Stance.GONE, List.of(), "", List.of(), List.of(), List.of());
    }

    public Want waitingFor(String what) {
        return new Want(stance, objects, what, problems, writes, linkLocal);
    }

    public Want telling(List<Problem> more) {
        var all = new ArrayList<>(problems);
        all.addAll(more);
        return new Want(stance, objects, waitsFor, all, writes, linkLocal);
    }

    public Want telling(Problem problem) {
        return telling(List.of(problem));
    }

    public Want writing(List<KubeWrite> more) {
        return new Want(stance, objects, waitsFor, problems, more, linkLocal);
    }

    public Want linking(List<LinkLocalService> entries) {
        return new Want(stance, objects, waitsFor, problems, writes, entries);
    }
}
