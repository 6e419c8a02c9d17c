package io.contrailkube.core.entity;

import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;

/** Something that desired state depends on and that can change. */
sealed interface Topic {
    /** Labels and settings of the namespace. */
    record OfNamespace() implements Topic {}

    /** Whether what the namespace gives its workloads stands. */
    record NamespaceStands() implements Topic {}

    /** The fact of this kind and name. */
    record Named(Class<?> type, String name) implements Topic {}

    /** The fact of this uid. */
    record WithUid(String uid) implements Topic {}

    /** What stands for an owner key. */
    record LedgerOf(OwnerKey owner) implements Topic {}

    /** That a plan for an owner key runs, or has ended. */
    record PlanOf(OwnerKey owner) implements Topic {}

    /** What was found outside. */
    record AnswerTo(Question question) implements Topic {}

    /** How it is about a network policy at the cluster entity. */
    record PolicyOf(String uid) implements Topic {}

    /** What names of ports stand for. */
    record PortNumbers() implements Topic {}

    /** The ingress classes of the cluster. */
    record IngressClasses() implements Topic {}
}
