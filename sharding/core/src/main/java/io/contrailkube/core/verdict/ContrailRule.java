package io.contrailkube.core.verdict;

import java.util.List;
import java.util.Set;

/**
 * A firewall rule in one direction.
 *
 * @param policy name of the firewall policy through which it came
 * @param same types of which both ends must have the same tag
 */
record ContrailRule(
        String policy,
        String name,
        boolean pass,
        RuleEnd from,
        RuleEnd to,
        List<FirewallService> services,
        Set<String> same) {
    boolean hasService(Traffic traffic, SctpPorts sctp) {
        for (FirewallService service : services) {
            if (service.has(traffic, sctp)) {
                return true;
            }
        }
        return false;
    }

    boolean areAlike(ContrailEnd source, ContrailEnd destination) {
        return same.isEmpty() || same.stream().allMatch(type -> source.tags().shares(destination.tags(), type));
    }
}
