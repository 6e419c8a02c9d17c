package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.offline.PodAddresses;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.verdict.Consent;
import io.contrailkube.core.verdict.ContrailOracle;
import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.Oracles;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Reach;
import io.contrailkube.core.verdict.SctpPorts;
import io.contrailkube.core.verdict.StaticChecks;
import io.contrailkube.core.verdict.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What passes in a world, as Kubernetes means it and as Contrail does it. */
final class Flows {
    static final List<Traffic> TRAFFIC = List.of(
            Traffic.tcp(80),
            Traffic.tcp(8080),
            Traffic.tcp(443),
            Traffic.tcp(65535),
            Traffic.udp(80),
            Traffic.udp(53),
            Traffic.sctp(80),
            new Traffic(Traffic.Protocol.ICMP, 0));

    /** The first two from where pods have their addresses. */
    private static final List<Party> OUTSIDE = List.of(
            Party.parse("10.32.0.200"),
            Party.parse("10.44.0.201"),
            Party.parse("172.16.0.1"),
            Party.parse("172.17.1.5"));

    /** Types that have a part in what passes. */
    private static final Set<String> TYPES = Set.of(
            ContrailTypes.APPLICATION_POLICY_SET,
            ContrailTypes.FIREWALL_POLICY,
            ContrailTypes.FIREWALL_RULE,
            ContrailTypes.ADDRESS_GROUP,
            ContrailTypes.TAG,
            ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
            ContrailTypes.VIRTUAL_NETWORK,
            ContrailTypes.PROJECT,
            ContrailTypes.INSTANCE_IP);

    private Flows() {}

    /** Bodies by type and name. */
    static Map<String, SortedMap<String, JsonNode>> dump(Contrail contrail) {
        var dump = new HashMap<String, SortedMap<String, JsonNode>>();
        for (ObjectKey key : contrail.keys()) {
            if (TYPES.contains(key.type())) {
                dump.computeIfAbsent(key.type(), any -> new TreeMap<>())
                        .put(key.fqName().toString(), contrail.body(key).deepCopy());
            }
        }
        return dump;
    }

    /** The objects of Kubernetes as its API server would hold them, with the addresses that pods have. */
    static List<JsonNode> objects(Collection<KubeFact> facts, Contrail contrail) {
        Map<String, List<String>> addresses = addresses(contrail);
        var objects = new ArrayList<JsonNode>();
        for (KubeFact fact : facts) {
            ObjectNode object =
                    JsonNodeFactory.instance.objectNode().put("kind", fact.id().kind());
            ObjectNode metadata = object.putObject("metadata");
            metadata.put("name", fact.id().name())
                    .put("namespace", fact.id().namespace())
                    .put("uid", fact.id().uid());
            if (fact instanceof NamespaceFact namespace) {
                metadata.set("labels", strings(namespace.labels()));
            } else if (fact instanceof PodFact pod) {
                metadata.set("labels", strings(pod.labels()));
                pod(
                        object,
                        pod,
                        addresses.getOrDefault(
                                pod.id().namespace() + '/' + pod.id().name(), List.of()));
            } else if (fact instanceof NetworkPolicyFact policy) {
                object.set("spec", Given.json(policy.spec()));
            } else {
                continue;
            }
            objects.add(object);
        }
        return objects;
    }

    private static void pod(ObjectNode object, PodFact pod, List<String> addresses) {
        ObjectNode container = object.withArray("/spec/containers").addObject();
        pod.ports().forEach(port -> container
                .withArray("/ports")
                .addObject()
                .put("name", port.name())
                .put("protocol", port.protocol().name())
                .put("containerPort", port.number()));
        ObjectNode status = object.putObject("status").put("phase", "Running");
        addresses.forEach(address -> {
            status.put("podIP", address);
            status.withArray("/podIPs").addObject().put("ip", address);
        });
    }

    /** What a plan has to know of pods. */
    static PodAddresses addresses(World world) {
        Map<String, List<String>> addresses = addresses(world.contrail());
        var byUid = new HashMap<String, List<String>>();
        world.facts()
                .forEach(fact -> byUid.put(
                        fact.id().uid(),
                        addresses.getOrDefault(
                                fact.id().namespace() + '/' + fact.id().name(), List.of())));
        return new PodAddresses(byUid);
    }

    private static Map<String, List<String>> addresses(Contrail contrail) {
        var addresses = new HashMap<String, List<String>>();
        for (ObjectKey key : contrail.ofType(ContrailTypes.INSTANCE_IP)) {
            ObjectNode body = contrail.body(key);
            for (ObjectKey port : Contrail.targets(body, ContrailTypes.VIRTUAL_MACHINE_INTERFACE)) {
                Map<String, String> marks = new Actual(port, "", contrail.body(port)).annotations();
                addresses
                        .computeIfAbsent(marks.get("namespace") + '/' + marks.get("name"), any -> new ArrayList<>())
                        .add(body.path("instance_ip_address").asText());
            }
        }
        return addresses;
    }

    /** What is decided otherwise than Kubernetes means it, or is out of order; nothing if all is well. */
    static List<String> faults(World world) {
        List<JsonNode> objects = objects(world.facts(), world.contrail());
        Map<String, SortedMap<String, JsonNode>> dump = dump(world.contrail());
        KubernetesOracle kubernetes = KubernetesOracle.of(objects);
        ContrailOracle contrail = contrail(kubernetes, dump);
        var faults = new ArrayList<String>();
        new Oracles(kubernetes, contrail, Consent.BOTH_ENDS)
                .matrix(parties(kubernetes), TRAFFIC)
                .differences()
                .forEach(flow -> faults.add(flow.toString()));
        faults.addAll(contrail.faults());
        StaticChecks.of(new StaticChecks.Setting("k8s", "k8s", true), objects, dump)
                .forEach(fault -> faults.add(fault.toString()));
        return faults;
    }

    /** What passes among the pods of these objects and some others. */
    static Reach done(List<JsonNode> objects, Map<String, SortedMap<String, JsonNode>> dump) {
        KubernetesOracle kubernetes = KubernetesOracle.of(objects);
        return contrail(kubernetes, dump).reach(parties(kubernetes), TRAFFIC);
    }

    private static ContrailOracle contrail(KubernetesOracle kubernetes, Map<String, SortedMap<String, JsonNode>> dump) {
        return ContrailOracle.of("k8s", dump, kubernetes.addresses(), SctpPorts.AS_MEANT);
    }

    private static List<Party> parties(KubernetesOracle kubernetes) {
        List<Party> parties = new ArrayList<>(kubernetes.pods());
        parties.addAll(OUTSIDE);
        return parties;
    }

    private static ObjectNode strings(Map<String, String> labels) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        labels.forEach(object::put);
        return object;
    }
}
