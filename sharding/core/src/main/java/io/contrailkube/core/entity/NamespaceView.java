package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Decided;
import io.contrailkube.core.desired.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A namespace as the introspection shows it.
 *
 * @param phase one of {@code waiting}, {@code working}, {@code served}, {@code leaving}, {@code troubled}
 * @param waitingFor what it waits for, in words; empty when it does not wait
 * @param settings settings in force and why
 * @param objects Contrail objects that stand, or may stand, on its behalf
 * @param planInFlight steps of the plans being carried out
 * @param waits workloads that wait for something, sorted by owner key
 * @param contributed whether the shared objects hold what it wants there
 */
public record NamespaceView(
        String name,
        @Nullable String uid,
        String phase,
        String waitingFor,
        List<Decided> settings,
        List<ObjectView> objects,
        List<StepView> planInFlight,
        boolean contributed,
        List<Problem> problems,
        List<WaitView> waits) {

    /** What the view is of. */
    record Head(String name, @Nullable String uid, String waitingFor, boolean contributed) {}

    /** @param what it waits for, in words */
    public record WaitView(String owner, String what) {}

    /** @param state {@code standing} or {@code pending} */
    public record ObjectView(String type, String name, String uuid, String origin, String state, String owner) {}

    /** @param action {@code ensure}, {@code delete} or {@code withdraw} */
    public record StepView(String owner, String action, String type, String name) {}
}
