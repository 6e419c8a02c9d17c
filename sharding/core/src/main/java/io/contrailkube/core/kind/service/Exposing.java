package io.contrailkube.core.kind.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.address.PublicAddresses;
import io.contrailkube.core.kind.address.PublicAddresses.Carrier;
import io.contrailkube.core.kind.address.PublicAddresses.Choice;
import io.contrailkube.core.kind.address.PublicAddresses.Request;
import io.contrailkube.core.kind.address.Wish;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.KubeWriter.KubeWrite;
import io.contrailkube.core.port.KubeWriter.Place;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public addresses of one Service, and how Kubernetes shows them (spec 02 section 5.4).
 *
 * @param choice the floating IPs
 * @param wrote addresses in {@code spec.externalIPs} that are ours, not its owner's wish
 */
record Exposing(ServiceFact fact, Choice choice, Set<String> wrote, boolean writesExternalIps) {

    static Exposing of(ServiceFrame frame, ServiceObjects objects, Scene scene) {
        ServiceFact fact = frame.fact();
        boolean writes = scene.names().settings().workloads().writeExternalIps();
        Optional<Set<String>> wrote = writes ? wroteBefore(frame, scene) : Optional.of(Set.of());
        if (wrote.isEmpty()) {
            return new Exposing(fact, unknown(frame, scene), Set.of(), true);
        }
        var request = new Request(
                frame.owner(),
                fact.annotations().get(ServiceAnnotations.FIP_POOL),
                wish(fact, wrote.get()),
                frame.names()::floatingIp,
                new Carrier(frame.names().vip().key(), frame.names().project(), objects.marks()));
        return new Exposing(fact, PublicAddresses.choose(request, scene), wrote.get(), writes);
    }

    /** Nothing, for a service without an address of its own. */
    static Exposing none(ServiceFact fact) {
        var nothing = new Choice(List.of(), List.of(), Set.of(), List.of(), "", false);
        return new Exposing(fact, nothing, Set.of(), false);
    }

    /** What is among its external addresses only because we wrote it; empty while that is not known. */
    private static Optional<Set<String>> wroteBefore(ServiceFrame frame, Scene scene) {
        var key = frame.names().loadBalancer().key();
        if (frame.fact().exposure().externalIps().isEmpty()
                || scene.surely(frame.owner(), key).isEmpty()) {
            return Optional.of(Set.of());
        }
        Sight<Actual> seen = scene.inContrail(new Question.Named(key));
        if (seen instanceof Sight.Unknown) {
            return Optional.empty();
        }
        var wrote = new LinkedHashSet<String>();
        seen.found()
                .map(Actual::annotations)
                .map(marks -> marks.get(ServiceObjects.WROTE_EXTERNAL_IPS))
                .ifPresent(text -> Arrays.stream(text.split(","))
                        .filter(address -> !address.isEmpty())
                        .forEach(wrote::add));
        return Optional.of(wrote);
    }

    private static Choice unknown(ServiceFrame frame, Scene scene) {
        return new Choice(
                List.of(),
                List.of(),
                Set.of(),
                List.of(),
                "load balancer " + frame.names().loadBalancer().key().fqName(),
                !scene.standing(frame.owner()).isEmpty());
    }

    private static Wish wish(ServiceFact fact, Set<String> wrote) {
        List<String> asked = fact.exposure().externalIps().stream()
                .filter(address -> !wrote.contains(address))
                .toList();
        if (isBalancedByUs(fact)) {
            String address = fact.exposure().loadBalancerIp();
            if (!address.isEmpty()) {
                return Wish.exactly(List.of(address));
            }
            return asked.isEmpty() ? Wish.ANY : Wish.exactly(asked);
        }
        return fact.type() == Type.CLUSTER_IP && !asked.isEmpty() ? Wish.exactly(asked) : Wish.NONE;
    }

    /** A class names another implementation; ours has none (spec 02 section 11.5). */
    private static boolean isBalancedByUs(ServiceFact fact) {
        return fact.type() == Type.LOAD_BALANCER
                && fact.exposure().loadBalancerClass().isEmpty();
    }

    /** Addresses of ours in {@code spec.externalIPs} from now on, as the load balancer's annotation tells them. */
    @Nullable
    String writtenExternalIps() {
        if (!writesExternalIps) {
            return null;
        }
        return String.join(",", isBalancedByUs(fact) ? choice.addresses() : List.of());
    }

    /** What Kubernetes does not show yet. */
    List<KubeWrite> writes() {
        var writes = new ArrayList<KubeWrite>();
        status().ifPresent(addresses -> writes.add(new KubeWrite(fact.id(), Place.STATUS, ingress(addresses))));
        externalIps().ifPresent(addresses -> {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            ArrayNode list = patch.putObject("spec").putArray("externalIPs");
            addresses.forEach(list::add);
            writes.add(new KubeWrite(fact.id(), Place.EXTERNAL_IPS, patch));
        });
        return writes;
    }

    /** Addresses for the status; empty if it is right, or somebody else's. */
    private Optional<List<String>> status() {
        List<String> shown = fact.statusAddresses();
        if (fact.type() != Type.LOAD_BALANCER) {
            return shown.isEmpty() ? Optional.empty() : Optional.of(List.of());
        }
        if (!isBalancedByUs(fact) || choice.mustPark()) {
            return Optional.empty();
        }
        if (choice.addresses().isEmpty()) {
            // Without an address of ours it may show another implementation's; but not one that we are giving back.
            boolean stale = shown.stream().anyMatch(choice.released()::contains);
            return stale ? Optional.of(List.of()) : Optional.empty();
        }
        return shown.equals(choice.addresses()) ? Optional.empty() : Optional.of(choice.addresses());
    }

    /** The list for {@code spec.externalIPs}; empty if it is right. Its owner's own entries stay (spec 02 section 5.4). */
    private Optional<List<String>> externalIps() {
        if (!writesExternalIps || choice.mustPark()) {
            return Optional.empty();
        }
        List<String> shown = fact.exposure().externalIps();
        var wanted = new LinkedHashSet<>(shown);
        wanted.removeAll(wrote);
        if (isBalancedByUs(fact)) {
            wanted.addAll(choice.addresses());
        }
        return List.copyOf(wanted).equals(shown) ? Optional.empty() : Optional.of(List.copyOf(wanted));
    }

    private static ObjectNode ingress(List<String> addresses) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode balancer = patch.putObject("status").putObject("loadBalancer");
        if (addresses.isEmpty()) {
            balancer.putNull("ingress");
        } else {
            ArrayNode list = balancer.putArray("ingress");
            addresses.forEach(address -> list.addObject().put("ip", address));
        }
        return patch;
    }
}
