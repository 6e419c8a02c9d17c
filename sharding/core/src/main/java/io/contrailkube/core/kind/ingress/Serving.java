package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.LoadBalancer;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.address.PublicAddresses;
import io.contrailkube.core.kind.address.PublicAddresses.Carrier;
import io.contrailkube.core.kind.address.PublicAddresses.Choice;
import io.contrailkube.core.kind.address.PublicAddresses.Request;
import io.contrailkube.core.kind.address.Wish;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import io.contrailkube.core.workload.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for an ingress of ours: first the virtual address, which Contrail chooses, and public ones; then the load
 * balancer at that address and what it serves.
 */
final class Serving {
    private final IngressFact ingress;
    private final OwnerKey owner;
    private final Scene scene;
    private final IngressObjects make;
    private final String asked;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> waitsFor = new ArrayList<>();

    Serving(IngressFact ingress, OwnerKey owner, Scene scene) {
        this.ingress = ingress;
        this.owner = owner;
        this.scene = scene;
        this.make = new IngressObjects(ingress, scene.names());
        this.asked = asked();
    }

    Want want() {
        tellIgnored();
        return (scene.namespaceStands() ? inNamespace() : waitingForNamespace()).telling(problems);
    }

    private void tellIgnored() {
        ingress.ignored()
                .forEach(path -> problems.add(Problem.warning(
                        path.startsWith("metadata.annotations") ? "AnnotationIgnored" : "FieldIgnored",
                        path + " has no effect here: the load balancer in Contrail does not know it")));
    }

    private Want waitingForNamespace() {
        String namespace = ingress.id().namespace();
        if (scene.standing(owner).isEmpty()) {
            problems.add(Problem.warning(
                    "NamespaceNotReady",
                    "namespace " + namespace + " is not set up in Contrail yet; the ingress waits for it"));
        }
        return Want.parked("namespace " + namespace);
    }

    private Want inNamespace() {
        Entries entries = Entries.of(
                ingress,
                scene.names().settings().workloads().ingresses().prefixMode(),
                name -> scene.named(ServiceFact.class, name));
        problems.addAll(entries.problems());
        entries.missing().stream().sorted().forEach(service -> waitsFor.add("service " + service));
        Choice addresses = publicAddresses();
        problems.addAll(addresses.problems());
        if (!addresses.waitsFor().isEmpty()) {
            waitsFor.add(addresses.waitsFor());
        }
        ObjectKey appliances = BalancerNames.applianceSet(LoadBalancer.OPENCONTRAIL);
        Sight<Actual> applianceSet = scene.inContrail(new Question.Named(appliances));
        Optional<Place> place = place();
        if (place.isEmpty() || addresses.mustPark()) {
            return Want.parked(String.join(", ", waitsFor));
        }
        if (applianceSet instanceof Sight.Unknown) {
            return Want.parked("a look at service-appliance-set " + appliances.fqName());
        }
        if (standsElsewhere(place.get().network())) {
            return Want.nothing().waitingFor("the earlier virtual address to be gone");
        }
        return served(place.get(), addresses, applianceSet.isMissing() ? null : appliances, entries);
    }

    private Want served(Place place, Choice addresses, @Nullable ObjectKey appliances, Entries entries) {
        var objects = new ArrayList<>(make.virtualAddress(place));
        objects.addAll(addresses.objects());
        List<KubeWrite> writes = List.of();
        Optional<String> vip = learned(InstanceIp.ADDRESS);
        if (vip.isPresent()) {
            objects.add(make.loadBalancer(
                    vip.get(), appliances, addresses.addresses().contains(asked) ? asked : null));
            entries.all().forEach(entry -> objects.addAll(make.entry(entry)));
            objects.addAll(rules(entries.services()));
            writes = status(addresses, vip.get());
        } else {
            waitsFor.add("an address of virtual network " + place.network().fqName());
        }
        return Want.objects(objects).waitingFor(String.join(", ", waitsFor)).writing(writes);
    }

    /** The public address first, the virtual one last; while the pool is looked up it is not known what to show. */
    private List<KubeWrite> status(Choice addresses, String vip) {
        if (addresses.objects().isEmpty() && !addresses.waitsFor().isEmpty()) {
            return List.of();
        }
        var shown = new ArrayList<>(addresses.addresses());
        shown.add(vip);
        return IngressStatus.showing(ingress, shown);
    }

    private List<ContrailObject> rules(List<String> services) {
        var rules = new ArrayList<ContrailObject>();
        for (String service : services) {
            rules.add(make.rule(make.own().rule(service, RuleNames.isTaken(ingress, service, scene)), service));
        }
        if (!rules.isEmpty()) {
            rules.add(make.places(rules.stream().map(ContrailObject::key).toList()));
        }
        return rules;
    }

    private Choice publicAddresses() {
        return PublicAddresses.choose(
                new Request(
                        owner,
                        ingress.annotations().get(IngressAnnotations.FIP_POOL),
                        wish(),
                        make.balancer()::floatingIpOfIngress,
                        new Carrier(make.balancer().vip().key(), make.balancer().project(), make.marks())),
                scene);
    }

    private Wish wish() {
        return asked.isEmpty() ? Wish.ANY_IF_POSSIBLE : Wish.exactly(List.of(asked));
    }

    /** The address that its owner asks for, in the form that Contrail gives it; empty if none or no address. */
    private String asked() {
        String text = ingress.annotations()
                .getOrDefault(IngressAnnotations.EXTERNAL_IP, "")
                .strip();
        if (text.isEmpty()) {
            return "";
        }
        try {
            return Cidr.parse(text + (text.contains(":") ? "/128" : "/32")).address();
        } catch (IllegalArgumentException e) {
            problems.add(Problem.warning(
                    "InvalidAnnotation",
                    "annotation " + IngressAnnotations.EXTERNAL_IP
                            + " is treated as not set: its value is no IP address; write it as 203.0.113.9"));
            return "";
        }
    }

    /**
     * Where the virtual address is to be. One that stands stays in its subnet, so that the network is not asked for again.
     * Empty if that cannot be said now.
     */
    private Optional<Place> place() {
        if (scene.settings().networkInvalid()) {
            // The namespace's owner is told; nothing may be chosen in place of what was meant.
            waitsFor.add("a readable annotation that names the network of the namespace");
            return Optional.empty();
        }
        ObjectKey network = Place.network(scene);
        Optional<String> subnet = learned(InstanceIp.SUBNET);
        if (subnet.isPresent() && !standsElsewhere(network)) {
            return Optional.of(new Place(network, subnet.get()));
        }
        Sight<Actual> sight = scene.inContrail(new Question.Named(network));
        if (sight instanceof Sight.Found<Actual> found) {
            return Optional.of(Place.in(found.value(), scene.names()));
        }
        waitsFor.add("virtual network " + network.fqName());
        if (sight.isMissing()) {
            problems.add(Problem.warning(
                    "NetworkNotFound",
                    "the ingress waits because virtual network " + network.fqName()
                            + " does not exist in Contrail: create it, or name another"));
        }
        return Optional.empty();
    }

    /** Whether the interface stands in another network, which cannot change: then everything goes and is made anew. */
    private boolean standsElsewhere(ObjectKey network) {
        LedgerEntry port = scene.standing(owner).get(make.balancer().vip().key());
        String field = VirtualMachineInterface.NETWORK_REFS + '/';
        return port != null
                && port.claims().stream()
                        .anyMatch(claim -> claim.startsWith(field) && !claim.equals(field + network.fqName()));
    }

    /** What Contrail decided for the virtual address, once it stands. */
    private Optional<String> learned(String pointer) {
        return scene.surely(owner, make.addressName().key())
                .map(entry -> entry.learned().getOrDefault(pointer, ""))
                .filter(value -> !value.isEmpty());
    }
}
