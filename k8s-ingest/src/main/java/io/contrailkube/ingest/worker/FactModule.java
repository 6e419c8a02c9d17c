package io.contrailkube.ingest.worker;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.contrailkube.core.registry.KubeKinds;

/** Teaches Jackson the facts of every kind by the name of the kind; public because {@code reference.conf} names it. */
public final class FactModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public FactModule() {
        super("contrail-kube-facts");
        KubeKinds.ALL.forEach(kind -> registerSubtypes(new NamedType(kind.factType(), kind.name())));
    }
}
