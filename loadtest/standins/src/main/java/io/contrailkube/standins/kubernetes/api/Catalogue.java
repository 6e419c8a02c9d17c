package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.resource.Resources;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import java.util.List;

/** What is served at the moment: a custom kind only while its CustomResourceDefinition exists. */
final class Catalogue {
    private static final ResourceType DEFINITIONS = definitions();

    private final ObjectStore store;

    Catalogue(ObjectStore store) {
        this.store = store;
    }

    List<ResourceType> types() {
        return Resources.all().stream().filter(this::serves).toList();
    }

    boolean serves(ResourceType type) {
        return !type.custom() || store.get(DEFINITIONS, "", type.qualified()) != null;
    }

    private static ResourceType definitions() {
        ResourceType type = Resources.byPlural("apiextensions.k8s.io/v1", "customresourcedefinitions");
        if (type == null) {
            throw new IllegalStateException("the table has no row for definitions");
        }
        return type;
    }
}
