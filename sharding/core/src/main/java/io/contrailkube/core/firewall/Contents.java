package io.contrailkube.core.firewall;

import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.contrail.FirewallRule.Action;
import io.contrailkube.core.contrail.FirewallRule.Content;
import io.contrailkube.core.contrail.FirewallRule.Endpoint;
import io.contrailkube.core.contrail.FirewallRule.Ports;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.spec.PolicyNames;
import java.util.Locale;

/** What rules say, in the words of Contrail. */
record Contents(PolicyNames names) {
    Content pass(End from, End to, Service service) {
        return new Content(Action.PASS, endpoint(from), endpoint(to), ports(service));
    }

    Content deny(End from, End to) {
        return new Content(Action.DENY, endpoint(from), endpoint(to), ports(Service.EVERYTHING));
    }

    private Endpoint endpoint(End end) {
        if (end instanceof End.Pods pods) {
            return Endpoint.tagged(pods.terms().stream().map(names::tag).toList());
        }
        return end instanceof End.Block block
                ? Endpoint.addresses(names.addressGroup(block.prefixes()))
                : Endpoint.any();
    }

    private Ports ports(Service service) {
        Service told = isWidened(service.protocol()) ? Service.all(service.protocol()) : service;
        return new Ports(told.protocol().name().toLowerCase(Locale.ROOT), told.from(), told.to());
    }

    /** No agent sees the ports of SCTP, so a rule that names some never matches (spec 03 section 9.6). */
    private boolean isWidened(Protocol protocol) {
        return protocol == Protocol.SCTP
                && names.names().settings().security().policies().sctpPorts() == SctpPortMode.WIDEN;
    }
}
