package io.contrailkube.standins.contrail;

import java.util.HashMap;
import java.util.Map;

/** Everything that is handed out once and freed on delete: network, group and tag numbers, and addresses. */
final class Allocations {
    private static final int FIRST_CUSTOM_TAG_TYPE = 0xff;
    private static final int FIRST_GROUP = 8_000_001;

    final Numbers networks = new Numbers(1);
    final Numbers groups = new Numbers(FIRST_GROUP);
    final Numbers tagTypes = new Numbers(FIRST_CUSTOM_TAG_TYPE);
    final AddressBook addresses = new AddressBook();
    private final Map<String, Numbers> tagValues = new HashMap<>();

    /** Value ids are counted per type over all scopes (API-137). */
    Numbers tagValues(String type) {
        return tagValues.computeIfAbsent(type, t -> new Numbers(0));
    }
}
