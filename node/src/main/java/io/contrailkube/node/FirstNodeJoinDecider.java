package io.contrailkube.node;

import akka.actor.ActorSystem;
import akka.discovery.ServiceDiscovery.ResolvedTarget;
import akka.management.cluster.bootstrap.ClusterBootstrapSettings;
import akka.management.cluster.bootstrap.LowestAddressJoinDecider;
import akka.management.cluster.bootstrap.SeedNodesInformation;
import java.util.Comparator;
import scala.Option;

/**
 * Only one node may ever found a cluster: that with the lowest address of all that are configured, whether they answer or
 * not. Akka's own decider takes the lowest of those that answer, so that two nodes which see different neighbours while all
 * start may each found a cluster.
 */
public final class FirstNodeJoinDecider extends LowestAddressJoinDecider {
    private static final Comparator<ResolvedTarget> BY_ADDRESS = Comparator.comparing(ResolvedTarget::host)
            .thenComparing(target -> target.getPort()
                    .map(Number.class::cast)
                    .map(Number::intValue)
                    .orElse(0));

    /** Called by Akka, which is given the name of the class. */
    public FirstNodeJoinDecider(ActorSystem system, ClusterBootstrapSettings settings) {
        super(system, settings);
    }

    @Override
    public Option<ResolvedTarget> lowestAddressContactPoint(SeedNodesInformation info) {
        return Option.apply(info.getContactPoints().stream().min(BY_ADDRESS).orElse(null));
    }
}
