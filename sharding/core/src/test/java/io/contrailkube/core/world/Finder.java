package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds in {@link Contrail} what a {@link Question} asks for, by looking at everything. */
record Finder(Contrail contrail) {
    Optional<Actual> find(Question.OfContrail question) {
        if (question instanceof Question.Named named) {
            return contrail.find(named.key(), null);
        }
        if (question instanceof Question.RouterOf of) {
            return router(of);
        }
        return question instanceof Question.InterfaceAt at
                ? interfaceAt(at)
                : hostInterface((Question.HostInterface) question);
    }

    private Optional<Actual> router(Question.RouterOf of) {
        for (String address : of.addresses()) {
            Optional<ObjectKey> router = only(one -> address.equals(address(one)));
            if (router.isPresent()) {
                return router.map(this::named);
            }
        }
        String node = of.node().toLowerCase(Locale.ROOT);
        return only(router -> name(router).equals(node))
                .or(() -> only(router -> label(name(router)).equals(label(node))
                        && (node.equals(label(node)) || name(router).equals(label(node)))))
                .map(this::named);
    }

    /** No more than name, uuid and address are read of what may be a hub. */
    private Actual named(ObjectKey router) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("fq_name", contrail.body(router).path("fq_name"));
        return new Actual(router, contrail.uuid(router), body);
    }

    private Optional<Actual> interfaceAt(Question.InterfaceAt at) {
        List<ObjectKey> ports = contrail.ofType(ContrailTypes.INSTANCE_IP).stream()
                .map(contrail::body)
                .filter(ip -> ip.path("instance_ip_address").asText().equals(at.address()))
                .filter(ip ->
                        Contrail.targets(ip, ContrailTypes.VIRTUAL_NETWORK).contains(at.network()))
                .flatMap(ip -> Contrail.targets(ip, ContrailTypes.VIRTUAL_MACHINE_INTERFACE).stream())
                .distinct()
                .toList();
        return ports.size() == 1 ? contrail.find(ports.get(0), null) : Optional.empty();
    }

    private Optional<Actual> hostInterface(Question.HostInterface question) {
        return only(router -> question.address().equals(address(router)))
                .flatMap(router -> contrail.ofType(ContrailTypes.VIRTUAL_MACHINE_INTERFACE).stream()
                        .filter(port -> Objects.equals(port.fqName().parent(), router.fqName()))
                        .findFirst())
                .flatMap(port -> contrail.find(port, null));
    }

    private Optional<ObjectKey> only(Predicate<ObjectKey> fits) {
        List<ObjectKey> found = contrail.ofType(ContrailTypes.VIRTUAL_ROUTER).stream()
                .filter(fits)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private String address(ObjectKey router) {
        JsonNode address = contrail.body(router).path("virtual_router_ip_address");
        return address.asText();
    }

    private static String name(ObjectKey router) {
        return router.fqName().leaf().toLowerCase(Locale.ROOT);
    }

    private static String label(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The machines that a router carries, for tests. */
    static List<ObjectKey> machines(Contrail contrail, ObjectKey router) {
        return Contrail.targets(contrail.body(router), ContrailTypes.VIRTUAL_MACHINE);
    }

    /** The ports of a machine, for tests. */
    static List<ObjectKey> ports(Contrail contrail, ObjectKey machine) {
        return contrail.ofType(ContrailTypes.VIRTUAL_MACHINE_INTERFACE).stream()
                .filter(port -> contrail.body(port)
                                .path(VirtualMachineInterface.MACHINE_REFS)
                                .size()
                        > 0)
                .filter(port -> Contrail.targets(contrail.body(port), ContrailTypes.VIRTUAL_MACHINE)
                        .contains(machine))
                .toList();
    }
}
