package io.contrailkube.core.verdict;

import org.jspecify.annotations.Nullable;

/** An end of a flow as the agents see it: what the route of its address says. There is one object for each end. */
final class ContrailEnd {
    private final Interfaces.@Nullable Port port;
    private final @Nullable IpAddress address;
    private final @Nullable RuleList rules;

    /**
     * @param port null for somebody who is not on an interface that Contrail knows
     * @param address null if it is not known
     * @param rules of the interface
     */
    ContrailEnd(Interfaces.@Nullable Port port, @Nullable IpAddress address, @Nullable RuleList rules) {
        this.port = port;
        this.address = address;
        this.rules = rules;
    }

    Interfaces.@Nullable Port port() {
        return port;
    }

    @Nullable
    RuleList rules() {
        return rules;
    }

    TagSet tags() {
        return port == null ? TagSet.NONE : port.tags();
    }

    boolean isInNetwork(String name) {
        return port != null && port.network().equals(name);
    }

    boolean isIn(IpBlock block) {
        return address != null && block.contains(address);
    }
}
