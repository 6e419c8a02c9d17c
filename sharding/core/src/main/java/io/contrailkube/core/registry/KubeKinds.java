package io.contrailkube.core.registry;

import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import java.util.List;

/** Every kind we watch. Ingest, entities and serialisation are generic over this list. */
public final class KubeKinds {
    public static final List<KubeKind> ALL = List.of(new NamespaceKind());

    private KubeKinds() {}
}
