package io.contrailkube.core.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.Layout.PolicyName;
import io.contrailkube.core.policy.Namespaces;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Policy;
import io.contrailkube.core.policy.PolicyReader;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Translation;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.verdict.KubernetesOracle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Namespaces, pods and policies of a small cluster, as Kubernetes has them and as the translation sees them. */
final class Town {
    private final List<JsonNode> objects = new ArrayList<>();
    private final Map<String, Map<String, String>> namespaces = new TreeMap<>();
    private final Map<PolicyName, Policy> policies = new TreeMap<>();
    private final Map<String, PodView> pods = new LinkedHashMap<>();

    /** @param labels as JSON; quotes may be single or missing */
    Town namespace(String name, String labels) {
        ObjectNode object = object("Namespace", "", name);
        object.withObject("/metadata").set("labels", Given.json(labels));
        namespaces.put(name, strings(Given.json(labels)));
        objects.add(object);
        return this;
    }

    Town pod(String name, String addresses, String labels) {
        return pod(name, addresses, labels, "[]");
    }

    /**
     * A pod with a network of its own.
     *
     * @param name {@code NAMESPACE/NAME}
     * @param addresses with commas between
     * @param ports of its container, as JSON
     */
    Town pod(String name, String addresses, String labels, String ports) {
        ObjectNode object = pod(name, labels);
        object.withArray("/spec/containers").addObject().set("ports", Given.json(ports));
        List<String> texts = List.of(addresses.split(","));
        object.withObject("/status").put("podIP", texts.get(0)).put("phase", "Running");
        texts.forEach(address -> object.withArray("/status/podIPs").addObject().put("ip", address));
        String namespace = namespaceOf(name);
        pods.put(
                name,
                new PodView(
                        namespace,
                        namespaces.getOrDefault(namespace, Map.of()),
                        strings(Given.json(labels)),
                        texts.stream()
                                .map(address -> Cidr.parse(address + (address.contains(":") ? "/128" : "/32")))
                                .toList(),
                        named(Given.json(ports)),
                        Set.of()));
        return this;
    }

    /** A pod on the network of its node. */
    Town nodePod(String name, String address, String labels) {
        ObjectNode object = pod(name, labels);
        object.withObject("/spec").put("hostNetwork", true);
        object.withObject("/status")
                .put("podIP", address)
                .put("hostIP", address)
                .put("phase", "Running");
        return this;
    }

    /** @param name {@code NAMESPACE/NAME} */
    Town policy(String name, String spec) {
        var id = new PolicyName(namespaceOf(name), nameOf(name));
        ObjectNode object = object("NetworkPolicy", id.namespace(), id.name());
        object.set("spec", Given.json(spec));
        objects.add(object);
        policies.put(id, PolicyReader.read(Given.json(spec)).policy());
        return this;
    }

    /** Makes its policies be taken for others than they are, on the side of Contrail only. */
    Town mistaking(UnaryOperator<Policy> mistake) {
        policies.replaceAll((name, policy) -> mistake.apply(policy));
        return this;
    }

    List<JsonNode> objects() {
        return objects;
    }

    KubernetesOracle kubernetes() {
        return KubernetesOracle.of(objects);
    }

    Namespaces namespaces() {
        return new Namespaces(namespaces);
    }

    SortedMap<PolicyName, Edition> editions() {
        var editions = new TreeMap<PolicyName, Edition>();
        policies.forEach((name, policy) -> editions.put(name, Translation.of(name.namespace(), policy, this::numbers)));
        return editions;
    }

    /** The pods with networks of their own. */
    Map<String, PodView> pods() {
        return pods;
    }

    private SortedSet<Integer> numbers(Protocol protocol, String name) {
        return pods.values().stream()
                .flatMap(pod -> pod.ports().stream())
                .filter(port -> port.protocol() == protocol && port.name().equals(name))
                .map(NamedPort::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ObjectNode pod(String name, String labels) {
        ObjectNode object = object("Pod", namespaceOf(name), nameOf(name));
        object.withObject("/metadata").set("labels", Given.json(labels));
        objects.add(object);
        return object;
    }

    private static String namespaceOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static String nameOf(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private static ObjectNode object(String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
        object.putObject("metadata")
                .put("namespace", namespace)
                .put("name", name)
                .put("uid", namespace + name);
        return object;
    }

    private static Map<String, String> strings(JsonNode labels) {
        var strings = new TreeMap<String, String>();
        labels.properties()
                .forEach(label -> strings.put(label.getKey(), label.getValue().asText()));
        return strings;
    }

    private static Set<NamedPort> named(JsonNode ports) {
        var named = new LinkedHashSet<NamedPort>();
        ports.forEach(port -> named.add(new NamedPort(
                Protocol.valueOf(port.path("protocol").asText("TCP")),
                port.path("name").asText(),
                port.path("containerPort").asInt())));
        return named;
    }
}
