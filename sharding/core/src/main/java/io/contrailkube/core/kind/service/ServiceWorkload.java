package io.contrailkube.core.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.config.ClusterSettings.KubernetesApi;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.LinkLocalService;
import io.contrailkube.core.contrail.LoadBalancer;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.address.PublicAddresses;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services: a native load balancer each, and public addresses for those that ask for them (spec 02 section 5). */
public final class ServiceWorkload implements Workload {
    /** How the server says that an address is taken, and that it is in no subnet (spec 04 API-104). */
    private static final String IN_USE = "already in use";

    private static final List<String> NO_SUBNET = List.of("exhausted", "no defined subnets", "invalid subnet");

    private final Backends backends;

    /** @param backends the endpoints of the same namespace */
    public ServiceWorkload(Backends backends) {
        this.backends = backends;
    }

    public static OwnerKey ownerOf(String serviceUid) {
        return new OwnerKey(ServiceKind.NAME, serviceUid);
    }

    @Override
    public String kind() {
        return ServiceKind.NAME;
    }

    @Override
    public Set<String> sources() {
        return Set.of(ServiceKind.NAME);
    }

    @Override
    public Set<String> reads() {
        return Set.of(KindNames.SERVICE, KindNames.ENDPOINT_SLICE);
    }

    @Override
    public Set<OwnerKey> learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        KubeFact fact = after != null ? after : before;
        return fact instanceof ServiceFact service ? Set.of(ownerOf(service.id().uid())) : Set.of();
    }

    /** What stands differs in its address or network only if Contrail was changed behind our back. */
    @Override
    public boolean rebuilds() {
        return true;
    }

    @Override
    public Want want(OwnerKey owner, Scene scene) {
        Optional<ServiceFact> known = scene.withUid(ServiceFact.class, owner.id());
        if (known.isEmpty()) {
            return Want.gone();
        }
        ServiceFrame frame = ServiceFrame.of(known.get(), scene);
        if (!scene.namespaceStands()) {
            Want waits = Want.parked("namespace " + scene.namespace().name());
            return (scene.standing(owner).isEmpty() ? waits.telling(namespaceNotReady(scene)) : waits)
                    .linking(linkLocal(frame, scene));
        }
        List<Problem> notes = ServiceNotes.of(frame, backends, scene);
        if (frame.addresses().isEmpty()) {
            return Want.nothing()
                    .telling(notes)
                    .writing(Exposing.none(known.get()).writes())
                    .linking(linkLocal(frame, scene));
        }
        Want want = frame.standsOtherwise(scene)
                ? Want.nothing().waitingFor("the earlier virtual address to be gone")
                : serve(frame, scene);
        return want.telling(notes).linking(linkLocal(frame, scene));
    }

    private static Want serve(ServiceFrame frame, Scene scene) {
        var subnets = new EnumMap<AddressFamily, String>(AddressFamily.class);
        Optional<Want> waits = subnets(frame, scene, subnets);
        if (waits.isPresent()) {
            return waits.get();
        }
        ObjectKey appliances = BalancerNames.applianceSet(LoadBalancer.NATIVE);
        Sight<Actual> applianceSet = scene.inContrail(new Question.Named(appliances));
        if (applianceSet instanceof Sight.Unknown) {
            return Want.parked("a look at service-appliance-set " + appliances.fqName());
        }
        var objects = new ServiceObjects(frame);
        Exposing exposing = Exposing.of(frame, objects, scene);
        if (exposing.choice().mustPark()) {
            return Want.parked(exposing.choice().waitsFor())
                    .telling(exposing.choice().problems());
        }
        List<ContrailObject> all = new ArrayList<>(
                objects.all(subnets, applianceSet.isMissing() ? null : appliances, exposing.writtenExternalIps()));
        all.addAll(exposing.choice().objects());
        return Want.objects(all)
                .waitingFor(exposing.choice().waitsFor())
                .telling(exposing.choice().problems())
                .writing(exposing.writes());
    }

    /**
     * Finds out where the addresses are to be taken from. What stands stays where it is, so that the network is not asked
     * for again.
     *
     * @return what is wanted as long as that is not known
     */
    private static Optional<Want> subnets(ServiceFrame frame, Scene scene, Map<AddressFamily, String> subnets) {
        for (AddressFamily family : frame.families()) {
            ObjectKey key = frame.names().vipAddress(family.inContrail()).key();
            String known = scene.surely(frame.owner(), key)
                    .map(entry -> entry.learned().getOrDefault(InstanceIp.SUBNET, ""))
                    .orElse("");
            if (!known.isEmpty()) {
                subnets.put(family, known);
                continue;
            }
            Sight<Actual> network = scene.inContrail(new Question.Named(frame.network()));
            if (network instanceof Sight.Found<Actual> found) {
                link(found.value(), scene.names().serviceIpam()).ifPresent(uuid -> subnets.put(family, uuid));
            } else {
                Want waits = Want.parked("virtual network " + frame.network().fqName());
                return Optional.of(network.isMissing() ? waits.telling(networkNotFound(frame.network())) : waits);
            }
        }
        return Optional.empty();
    }

    private static Problem namespaceNotReady(Scene scene) {
        return Problem.warning(
                "NamespaceNotReady",
                "namespace " + scene.namespace().name() + " is not set up in Contrail yet; the service waits for it");
    }

    private static Problem networkNotFound(ObjectKey network) {
        return Problem.warning(
                "NetworkNotFound",
                "the service waits because virtual network " + network.fqName()
                        + " does not exist in Contrail: create it, or check cluster_service_network");
    }

    /** The subnet_uuid by which a network names the subnets of an IPAM (spec 04 API-102). */
    private static Optional<String> link(Actual network, ObjectKey ipam) {
        for (JsonNode reference : network.body().path(NetworkIpam.REFS)) {
            var to = new ArrayList<String>();
            reference.path("to").forEach(part -> to.add(part.asText()));
            String uuid = reference.at("/attr/ipam_subnets/0/subnet_uuid").asText();
            if (to.equals(ipam.fqName().parts()) && !uuid.isEmpty()) {
                return Optional.of(uuid);
            }
        }
        return Optional.empty();
    }

    /** The way to the Kubernetes API that pods have by its service (spec 02 section 5.5). */
    private static List<LinkLocalService> linkLocal(ServiceFrame frame, Scene scene) {
        ObjectNames names = scene.names();
        ClusterSettings settings = names.settings();
        KubernetesApi api = settings.kubernetesApi();
        ServiceFact fact = frame.fact();
        boolean isApi = fact.id().name().equals(api.serviceName())
                && fact.id().namespace().equals(ObjectNames.DEFAULT_NAMESPACE);
        if (!isApi || !api.linkLocal() || api.host().isEmpty() || names.hostNetwork() != null) {
            return List.of();
        }
        String prefix = String.join("-", frame.names().project().fqName().parts())
                + '-'
                + fact.id().name()
                + '-';
        return fact.clusterIps().stream()
                .limit(fact.hasAddress() ? 1 : 0)
                .flatMap(address -> frame.ports().stream()
                        .map(port -> new LinkLocalService(
                                prefix + port.port(), address, port.port(), api.host(), api.securePort())))
                .distinct()
                .toList();
    }

    @Override
    public Optional<Problem> explain(OwnerKey owner, Failure failure) {
        if (!failure.key().type().equals(ContrailTypes.INSTANCE_IP)) {
            return PublicAddresses.explain(failure);
        }
        String reason = failure.reason().toLowerCase(Locale.ROOT);
        if (reason.contains(IN_USE)) {
            return Optional.of(Problem.warning(
                    "VipConflict",
                    "the service's address is in use in Contrail, perhaps by a service that is still being removed; "
                            + "it is tried again: " + failure.reason()));
        }
        return NO_SUBNET.stream().anyMatch(reason::contains)
                ? Optional.of(Problem.warning(
                        "AddressAllocationFailed",
                        "Contrail cannot give the service its address: the option service_subnets must hold "
                                + "Kubernetes' service-cluster-ip-range: " + failure.reason()))
                : Optional.empty();
    }
}
