package io.contrailkube.core.port;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.ObjectId;

/**
 * Writes to Kubernetes what became of an object: status and annotations. Never blocks, never fails: it is repeated until it
 * succeeds, the object is gone, or a newer write for the same place replaces it. A refusal becomes an Event {@code
 * WriteRefused} on the object.
 */
public interface KubeWriter {
    void write(KubeWrite write);

    /**
     * A JSON merge patch of one object.
     *
     * @param about the object; one of the same name with another uid is not touched
     * @param place what is written: later writes to the same place of the same object replace earlier ones
     */
    record KubeWrite(ObjectId about, Place place, ObjectNode patch) {}

    /** Where a patch goes. */
    enum Place {
        /** {@code status} sub-resource. */
        STATUS,
        /** {@code metadata.annotations}. */
        ANNOTATIONS,
        /** {@code spec.externalIPs} of a Service. */
        EXTERNAL_IPS
    }
}
