package io.contrailkube.core.kind.address;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses that a floating-ip pool may give: those of its network's subnets, or of the ones the pool is limited to. */
record PoolRange(List<Cidr> subnets) {
    PoolRange {
        subnets = List.copyOf(subnets);
    }

    /** Empty while network or IPAM have not been looked up. */
    static Optional<PoolRange> of(Actual pool, Scene scene) {
        var network =
                new ObjectKey(ContrailTypes.VIRTUAL_NETWORK, pool.key().fqName().parent());
        Sight<Actual> sight = scene.inContrail(new Question.Named(network));
        if (sight instanceof Sight.Unknown) {
            return Optional.empty();
        }
        Set<String> only = new HashSet<>();
        pool.body().at("/floating_ip_pool_subnets/subnet_uuid").forEach(uuid -> only.add(uuid.asText()));
        var subnets = new ArrayList<Cidr>();
        if (sight instanceof Sight.Found<Actual> found) {
            for (JsonNode link : found.value().body().path(NetworkIpam.REFS)) {
                for (JsonNode subnet : link.at("/attr/ipam_subnets")) {
                    if (!only.isEmpty()
                            && !only.contains(subnet.path("subnet_uuid").asText())) {
                        continue;
                    }
                    if (subnet.at("/subnet/ip_prefix").isTextual()) {
                        cidr(subnet).ifPresent(subnets::add);
                    } else if (!addShared(link, scene, subnets)) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(new PoolRange(subnets));
    }

    /** Subnets that belong to the IPAM itself, which a link without a prefix stands for (spec 04 API-102). */
    private static boolean addShared(JsonNode link, Scene scene, List<Cidr> subnets) {
        var name = new ArrayList<String>();
        link.path("to").forEach(part -> name.add(part.asText()));
        var ipam = new ObjectKey(ContrailTypes.NETWORK_IPAM, new FqName(name));
        Sight<Actual> sight = scene.inContrail(new Question.Named(ipam));
        if (sight instanceof Sight.Found<Actual> found) {
            found.value().body().at("/ipam_subnets/subnets").forEach(subnet -> cidr(subnet)
                    .ifPresent(subnets::add));
        }
        return !(sight instanceof Sight.Unknown);
    }

    private static Optional<Cidr> cidr(JsonNode subnet) {
        return parsed(subnet.at("/subnet/ip_prefix").asText()
                + '/'
                + subnet.at("/subnet/ip_prefix_len").asText());
    }

    private static Optional<Cidr> parsed(String text) {
        try {
            return Optional.of(Cidr.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // what is no prefix holds no address
        }
    }

    boolean holds(String address) {
        return parsed(address + (address.contains(":") ? "/128" : "/32"))
                .map(wanted -> subnets.stream().anyMatch(subnet -> subnet.overlaps(wanted)))
                .orElse(false);
    }

    @Override
    public String toString() {
        return subnets.isEmpty()
                ? "no subnet"
                : subnets.stream().map(Cidr::toString).sorted().collect(Collectors.joining(", "));
    }
}
