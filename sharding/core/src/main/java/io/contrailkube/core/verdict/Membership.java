package io.contrailkube.core.verdict;

import java.util.Set;

/** What values of the tag type {@code label} are for, those that the controller gives out (spec 03 section 11.3). */
enum Membership {
    /** None that it gives out. */
    NONE,
    /** Every pod has it. */
    OF_PODS,
    /** Members of a service have it. */
    OF_SERVICES,
    /** It is there for rules of network policies. */
    OF_RULES;

    private static final Set<String> RULES = Set.of("sel", "cidr", "port", "iso");

    static Membership of(String cluster, String tag) {
        String start = "label=k8s." + cluster + '.';
        if (!tag.startsWith(start)) {
            return NONE;
        }
        String kind = tag.substring(start.length()).split("\\.", 2)[0];
        if (RULES.contains(kind)) {
            return OF_RULES;
        }
        return switch (kind) {
            case "pod" -> OF_PODS;
            case "svc" -> OF_SERVICES;
            default -> NONE;
        };
    }
}
