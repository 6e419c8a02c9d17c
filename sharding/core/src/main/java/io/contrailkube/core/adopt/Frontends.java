package io.contrailkube.core.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Listener;
import io.contrailkube.core.contrail.Member;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.endpoints.EndpointIndex;
import io.contrailkube.core.kind.service.ServiceKind;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.BalancerNames.Frontend;
import io.contrailkube.core.spec.ObjectNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The listeners of one load balancer with their pools and members, whose names are random in the original. */
final class Frontends {
    private static final String PROPERTIES = "loadbalancer_listener_properties";

    private final ObjectId id;
    private final OwnerKey owner;
    private final BalancerNames names;
    private final Finds finds;
    private final Takings takings;

    Frontends(ObjectId id, ObjectNames names, Finds finds, Takings takings) {
        this.id = id;
        this.owner = new OwnerKey(id.kind(), id.uid());
        this.names = new BalancerNames(names, id);
        this.finds = finds;
        this.takings = takings;
    }

    /** What it is for, and how our rules call it; null if they would not make such a one. */
    private record Found(Actual listener, List<Actual> pools, @Nullable Frontend ours) {}

    void take(Actual balancer) {
        takings.take(owner, balancer, names.loadBalancer().key());
        Map<ObjectKey, List<Found>> byRole = new LinkedHashMap<>();
        for (Actual listener : finds.referring(ContrailTypes.LOADBALANCER_LISTENER, balancer.key())) {
            Found found = found(listener);
            ObjectKey role = found.ours() == null
                    ? listener.key()
                    : found.ours().listener().key();
            byRole.computeIfAbsent(role, any -> new ArrayList<>()).add(found);
        }
        byRole.values().forEach(this::choose);
    }

    private Found found(Actual listener) {
        // The one with members first: what stands behind it is to stay where it is.
        var pools = new ArrayList<>(finds.referring(ContrailTypes.LOADBALANCER_POOL, listener.key()));
        pools.sort((one, other) ->
                Boolean.compare(members(one).isEmpty(), members(other).isEmpty()));
        JsonNode properties = listener.body().path(PROPERTIES);
        String protocol = properties.path("protocol").asText();
        // R5.0 stores the ports of ingresses as text.
        int port = properties.path("protocol_port").asInt();
        if (id.kind().equals(ServiceKind.NAME)) {
            return new Found(listener, pools, names.frontend(protocol, port));
        }
        return new Found(
                listener,
                pools,
                pools.isEmpty()
                        ? null
                        : names.frontend(protocol, port, role(protocol, port, properties, pools.get(0))));
    }

    private static String role(String protocol, int port, JsonNode listener, Actual pool) {
        Map<String, String> conditions = pool.annotations();
        return BalancerNames.roleInIngress(
                protocol,
                port,
                conditions.getOrDefault("host", ""),
                conditions.getOrDefault("path", ""),
                new Listener.Tls(
                        text(listener.path("sni_containers").path(0)), text(listener.path("default_tls_container"))));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }

    /** Of several for one role one stays: the first with members, else the first (SVC-32). */
    private void choose(List<Found> sameRole) {
        Found chosen = sameRole.stream()
                .filter(found ->
                        found.pools().stream().anyMatch(pool -> !members(pool).isEmpty()))
                .findFirst()
                .orElse(sameRole.get(0));
        for (Found found : sameRole) {
            Frontend ours = found == chosen ? found.ours() : null;
            takings.take(
                    owner,
                    found.listener(),
                    ours == null ? null : ours.listener().key());
            boolean first = true;
            for (Actual pool : found.pools()) {
                Frontend ofPool = first ? ours : null;
                takings.take(owner, pool, ofPool == null ? null : ofPool.pool().key());
                members(pool).forEach(member -> take(member, ofPool));
                first = false;
            }
        }
    }

    private List<Actual> members(Actual pool) {
        return finds.children(ContrailTypes.LOADBALANCER_MEMBER, pool.key());
    }

    private void take(Actual member, @Nullable Frontend frontend) {
        if (!id.kind().equals(ServiceKind.NAME)) {
            takings.take(
                    owner,
                    member,
                    frontend == null ? null : names.memberOfIngress(frontend).key());
            return;
        }
        String port = member.annotations().getOrDefault(Member.INTERFACE, "");
        takings.take(
                EndpointIndex.member(id.name(), machine(member, port)),
                member,
                frontend == null || port.isEmpty()
                        ? null
                        : names.member(frontend, port).key());
    }

    /** The pod that is the target; what has none belongs to nobody, and so goes. */
    private String machine(Actual member, String port) {
        String said = member.annotations().getOrDefault(Member.MACHINE, "");
        return said.isEmpty()
                ? finds.withUuid(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, port)
                        .flatMap(found -> Optional.ofNullable(text(found.body().at("/virtual_machine_refs/0/uuid"))))
                        .orElse(member.uuid())
                : said;
    }
}
