package io.contrailkube.core.kind;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What we keep of a Kubernetes object: an immutable record with just the fields that mean something in Contrail, so that
 * a change of anything else is no change (spec 01, NS-40). The subtypes are those named in {@code KubeKinds}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "factOf")
public interface KubeFact {
    ObjectId id();
}
