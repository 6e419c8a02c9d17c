package io.contrailkube.standins.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.kubernetes.resource.Json;
import io.contrailkube.standins.kubernetes.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/** What the server adds to and refuses in single kinds, beyond defaults. */
final class KindRules {
    private final IngressRules ingresses;
    private final ServiceAddresses addresses;

    KindRules(ObjectStore store, ServiceAddresses addresses) {
        this.ingresses = new IngressRules(store);
        this.addresses = addresses;
    }

    /** Completes and checks what is about to be stored; {@code before} is null for a new object. */
    void apply(Place place, ObjectNode object, @Nullable ObjectNode before) {
        switch (place.type().plural()) {
            case "services" -> {
                ServiceRules.settle(object, before);
                ServiceRules.check(place, object, before);
                addresses.allocate(object, before);
            }
            case "ingresses" -> ingresses.apply(place, object, before);
            case "endpointslices" -> addressType(place, object, before);
            default -> {
                // Any field is taken as it comes.
            }
        }
    }

    private static void addressType(Place place, ObjectNode slice, @Nullable ObjectNode before) {
        String type = Json.text(slice, "addressType");
        if (type.isEmpty()) {
            throw ApiFailure.invalid(place.type(), place.name(), "addressType", "Required value");
        }
        if (before != null && !type.equals(Json.text(before, "addressType"))) {
            throw ApiFailure.invalid(
                    place.type(), place.name(), "addressType", "Invalid value: \"" + type + "\": field is immutable");
        }
    }
}
