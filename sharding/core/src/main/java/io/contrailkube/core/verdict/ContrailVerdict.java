package io.contrailkube.core.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Contrail does with a flow, and why.
 *
 * @param ends the source and the destination, as far as they are on interfaces; empty for a pod and itself
 */
public record ContrailVerdict(boolean allowed, List<AtEnd> ends) {
    public ContrailVerdict {
        ends = List.copyOf(ends);
    }

    /**
     * What the interface of one end does.
     *
     * @param port name of the interface
     * @param passes whether it lets the flow pass
     * @param because the rule that decided; null if none fits
     */
    public record AtEnd(Party party, String port, boolean passes, @Nullable Decisive because) {}

    /** @param policy name of the firewall policy @param rule name of its rule */
    public record Decisive(String policy, String rule) {}
}
