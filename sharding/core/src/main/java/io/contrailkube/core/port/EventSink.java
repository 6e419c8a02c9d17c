package io.contrailkube.core.port;

import io.contrailkube.core.kind.ObjectId;

/** Tells users of Kubernetes what became of their objects, as Kubernetes Events. Never blocks, never fails. */
public interface EventSink {
    void report(Notice notice);

    /**
     * @param about the object
     * @param reason one of the reasons of spec 02 section 3.3, e.g. {@code InvalidAnnotation}
     * @param message names the thing, the cause and the remedy
     */
    record Notice(ObjectId about, Severity severity, String reason, String message) {}

    /** Event types of Kubernetes. */
    enum Severity {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String type;

        Severity(String type) {
            this.type = type;
        }

        public String type() {
            return type;
        }
    }
}
