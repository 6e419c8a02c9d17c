package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;

/**
 * What we keep of an IngressClass; it belongs to no namespace.
 *
 * @param controller {@code spec.controller}: who serves the ingresses of this class
 */
public record IngressClassFact(ObjectId id, String controller) implements KubeFact {}
