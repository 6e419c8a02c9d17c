package io.contrailkube.node.http;

import io.contrailkube.node.verdict.FlowQuestion;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the endpoints show and do; nothing of it blocks. Views are records that become JSON as they are. */
public interface Introspection {
    /** Every namespace with its phase and what it has. */
    CompletionStage<?> namespaces();

    /** One namespace; empty if there is none of this name and nothing stands for it. */
    CompletionStage<? extends Optional<?>> namespace(String name);

    /** The journal of a namespace as a timeline, oldest first. */
    CompletionStage<?> history(String namespace, int limit);

    /** What all namespaces share. */
    CompletionStage<?> cluster();

    CompletionStage<?> clusterHistory(int limit);

    Object gateway();

    /** Every watch of Kubernetes. */
    CompletionStage<?> watches();

    /** Compares everything with Contrail, now. */
    CompletionStage<?> audit();

    /** Whether a flow passes now, and why; fails with a {@link FlowQuestion.BadQuestion} if that cannot be said. */
    CompletionStage<?> verdict(FlowQuestion question);
}
