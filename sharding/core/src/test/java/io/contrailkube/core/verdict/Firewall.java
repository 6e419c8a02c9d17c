package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Contrail objects of cluster {@code C}, written short. */
final class Firewall {
    static final String POLICY_MANAGEMENT = "default-policy-management";
    private static final String MARKS = "[{key: 'cluster', value: 'C'}, {key: 'owner', value: 'k8s'}, ";

    private final SortedMap<String, SortedMap<String, JsonNode>> objects = new TreeMap<>();
    private int number;

    /** With an application policy set of the cluster. */
    static Firewall ofCluster() {
        var firewall = new Firewall();
        firewall.put("application-policy-set", "C", "{tag_refs: [{to: ['application=C']}]}");
        return firewall;
    }

    /** An interface of a pod, with the tags of every pod and these. */
    Firewall pod(String namespace, String name, String address, String... tags) {
        String port = namespace + '-' + name;
        var all = new java.util.ArrayList<>(List.of("application=C", "namespace=" + namespace));
        all.addAll(List.of(tags));
        objects("virtual-machine-interface")
                .put(
                        "default-domain:C-" + namespace + ':' + port,
                        Objects.json("{fq_name: ['default-domain', 'C-" + namespace + "', '" + port
                                + "'], annotations: {key_value_pair: "
                                + MARKS + "{key: 'kind', value: 'Pod'}, {key: 'namespace', value: '" + namespace
                                + "'}, {key: 'name', value: '" + name + "'}]}, tag_refs: " + refs(all) + "}"));
        objects("instance-ip")
                .put(
                        port,
                        Objects.json("{instance_ip_address: '" + address
                                + "', virtual_machine_interface_refs: [{to: ['default-domain', 'C-" + namespace + "', '"
                                + port + "']}]}"));
        return this;
    }

    private static String refs(List<String> tags) {
        return tags.stream().map(tag -> "{to: ['" + tag + "']}").toList().toString();
    }

    /** A firewall policy with rules of the form {@code pass tcp 80 A > B}, at a place in the set of the cluster. */
    Firewall policy(String sequence, String name, String... rules) {
        ObjectNode body = put("firewall-policy", name, "{}");
        for (int i = 0; i < rules.length; i++) {
            String rule = name + "-r" + number++;
            ObjectNode json = rule(rules[i]);
            json.putArray("fq_name").add(POLICY_MANAGEMENT).add(rule);
            objects("firewall-rule").put(POLICY_MANAGEMENT + ':' + rule, json);
            refer(body, "firewall_rule_refs", rule, "%05d.0".formatted(i));
        }
        refer(body("application-policy-set", "C"), "firewall_policy_refs", name, sequence);
        return this;
    }

    /** The two policies behind all others. */
    Firewall tail(List<String> namespaces, String... denials) {
        policy("99000.0", "C-denyall", denials);
        return policy(
                "99001.0",
                "C-allowall",
                namespaces.stream()
                        .flatMap(name ->
                                List.of("pass any * > namespace=" + name, "pass any namespace=" + name + " > *")
                                        .stream())
                        .toArray(String[]::new));
    }

    Firewall group(String name, String... prefixes) {
        ObjectNode body = put("address-group", name, "{}");
        var subnets = body.putObject("address_group_prefix").putArray("subnet");
        for (String prefix : prefixes) {
            String[] parts = prefix.split("/", 2);
            subnets.addObject().put("ip_prefix", parts[0]).put("ip_prefix_len", Integer.parseInt(parts[1]));
        }
        return this;
    }

    ObjectNode put(String type, String name, String body) {
        ObjectNode object = (ObjectNode) Objects.json(body);
        object.putArray("fq_name").add(POLICY_MANAGEMENT).add(name);
        objects(type).put(POLICY_MANAGEMENT + ':' + name, object);
        return object;
    }

    /** Marks everything as ours; policies named {@code C-NAMESPACE-NAME} as those of NetworkPolicies. Adds the tags. */
    Firewall owned() {
        for (String type : List.of("application-policy-set", "firewall-policy", "firewall-rule", "address-group")) {
            objects(type).values().forEach(body -> mark((ObjectNode) body));
        }
        var tags = new java.util.TreeSet<String>();
        objects.values().forEach(ofType -> ofType.values().forEach(body -> body.findValues("tag_refs")
                .forEach(refs -> refs.forEach(ref -> tags.add(ref.at("/to/0").asText())))));
        objects("firewall-rule").values().forEach(body -> body.findValues("tags")
                .forEach(ends -> ends.forEach(tag -> tags.add(tag.asText()))));
        tags.forEach(tag -> objects("tag").put(tag, mark((ObjectNode) Objects.json("{fq_name: ['" + tag + "']}"))));
        return this;
    }

    private static ObjectNode mark(ObjectNode body) {
        var pairs = body.putObject("annotations").putArray("key_value_pair");
        pairs.addObject().put("key", "cluster").put("value", "C");
        String[] parts = body.at("/fq_name/1").asText().split("-", 3);
        boolean ofPolicy = parts.length == 3 && !parts[2].matches(".*r\\d+");
        pairs.addObject().put("key", "namespace").put("value", ofPolicy ? parts[1] : "");
        pairs.addObject().put("key", "name").put("value", parts[parts.length - 1]);
        return body;
    }

    /** A body of the policy management, to be changed. */
    ObjectNode body(String type, String name) {
        return object(type, POLICY_MANAGEMENT + ':' + name);
    }

    /** Any body, to be changed. */
    ObjectNode object(String type, String name) {
        return (ObjectNode) java.util.Objects.requireNonNull(objects(type).get(name));
    }

    ObjectNode port(String pod) {
        return object(
                "virtual-machine-interface",
                "default-domain:C-" + pod.replace("/", ":").replaceFirst("(.*):(.*)", "$1:$1-$2"));
    }

    void add(String type, String name, String body) {
        objects(type).put(name, Objects.json(body));
    }

    static void refer(ObjectNode body, String field, String name, String sequence) {
        ObjectNode ref = body.withArray(field).addObject();
        ref.putArray("to").add(POLICY_MANAGEMENT).add(name);
        ref.putObject("attr").put("sequence", sequence);
    }

    /** {@code pass|deny PROTOCOL [PORT[-PORT]] END >|<|<> END}; an end is {@code *}, tags with commas, or {@code @GROUP}. */
    private static ObjectNode rule(String text) {
        String[] words = text.split(" ");
        boolean ports = words.length == 6;
        int at = ports ? 3 : 2;
        ObjectNode rule = (ObjectNode) Objects.json("{match_tags: {tag_list: []}}");
        rule.putObject("action_list").put("simple_action", words[0]);
        ObjectNode service = rule.putObject("service").put("protocol", words[1]);
        String[] range = (ports ? words[2] : "0-65535").split("-");
        service.putObject("dst_ports")
                .put("start_port", Integer.parseInt(range[0]))
                .put("end_port", Integer.parseInt(range[range.length - 1]));
        rule.set("endpoint_1", end(words[at]));
        rule.put("direction", words[at + 1]);
        rule.set("endpoint_2", end(words[at + 2]));
        return rule;
    }

    private static JsonNode end(String text) {
        if (text.equals("*")) {
            return Objects.json("{any: true}");
        }
        return Objects.json(
                text.startsWith("@")
                        ? "{address_group: '" + POLICY_MANAGEMENT + ':' + text.substring(1) + "'}"
                        : "{tags: ['" + text.replace(",", "', '") + "']}");
    }

    private SortedMap<String, JsonNode> objects(String type) {
        return objects.computeIfAbsent(type, any -> new TreeMap<>());
    }

    SortedMap<String, SortedMap<String, JsonNode>> all() {
        return objects;
    }

    ContrailOracle oracle() {
        return oracle(SctpPorts.AS_MEANT);
    }

    ContrailOracle oracle(SctpPorts sctp) {
        return ContrailOracle.of("C", objects, java.util.Map.of(), sctp);
    }
}
