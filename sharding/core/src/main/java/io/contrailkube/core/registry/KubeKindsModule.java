package io.contrailkube.core.registry;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.contrailkube.core.kind.KubeKind;

/** Teaches Jackson the facts of every kind by the kind's name, for messages between nodes that carry facts. */
public final class KubeKindsModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public KubeKindsModule() {
        super(KubeKindsModule.class.getName());
        for (KubeKind kind : KubeKinds.ALL) {
            registerSubtypes(new NamedType(kind.factType(), kind.name()));
        }
    }
}
