package io.contrailkube.node.config;

import java.util.Arrays;
import java.util.Optional;

/** Sections of the file, in the order in which the original merges them: a later one hides an earlier one (spec 01 section 1.1). */
public enum Section {
    DEFAULTS,
    VNC,
    KUBERNETES,
    SANDESH,
    AUTH;

    static Optional<Section> named(String text) {
        return Arrays.stream(values())
                .filter(section -> section.name().equals(text))
                .findFirst();
    }
}
