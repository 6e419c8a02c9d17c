package io.contrailkube.loadtest.growth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyKind;
import io.contrailkube.core.kind.pod.PodKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What is in each namespace: 15 pods of three applications, and 10 policies as they are often seen. */
final class Contents {
    static final int PODS = 15;
    private static final List<String> APPLICATIONS = List.of("front", "api", "db");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final List<String> POLICIES = List.of(
            "{podSelector: {}, policyTypes: ['Ingress', 'Egress']}",
            "{podSelector: {}, policyTypes: ['Egress'], egress: [{to: [{namespaceSelector: {matchLabels:"
                    + " {'kubernetes.io/metadata.name': 'kube-system'}}, podSelector: {matchLabels: {'k8s-app': 'kube-dns'}}}],"
                    + " ports: [{protocol: 'UDP', port: 53}]}]}",
            "{podSelector: {matchLabels: {app: 'front'}}, policyTypes: ['Ingress'], ingress: [{ports: [{port: 443}]}]}",
            "{podSelector: {matchLabels: {app: 'api'}}, policyTypes: ['Ingress'], ingress: [{from: [{podSelector:"
                    + " {matchLabels: {app: 'front'}}}], ports: [{port: 8080}]}]}",
            "{podSelector: {matchLabels: {app: 'front'}}, policyTypes: ['Egress'], egress: [{to: [{podSelector:"
                    + " {matchLabels: {app: 'api'}}}], ports: [{port: 8080}]}]}",
            "{podSelector: {matchLabels: {app: 'db'}}, policyTypes: ['Ingress'], ingress: [{from: [{podSelector:"
                    + " {matchLabels: {app: 'api'}}}], ports: [{port: 5432}]}]}",
            "{podSelector: {matchLabels: {app: 'api'}}, policyTypes: ['Egress'], egress: [{to: [{podSelector:"
                    + " {matchLabels: {app: 'db'}}}], ports: [{port: 5432}]}]}",
            "{podSelector: {}, policyTypes: ['Ingress'], ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}}}],"
                    + " ports: [{port: 9090}]}]}",
            "{podSelector: {matchLabels: {app: 'api'}}, policyTypes: ['Egress'], egress: [{to: [{ipBlock: {cidr: '172.16.0.0/12',"
                    + " except: ['172.17.0.0/16']}}], ports: [{port: 3306}]}]}",
            "{podSelector: {matchExpressions: [{key: 'app', operator: 'In', values: ['front', 'api']}]}, policyTypes: ['Ingress'],"
                    + " ingress: [{from: [{ipBlock: {cidr: '192.168.0.0/16'}}], ports: [{port: 8443}]}]}");

    private Contents() {}

    /** Every tenth namespace is of team ops. */
    static KubeFact namespace(int number) {
        ObjectNode object = object("Namespace", "", name(number));
        object.withObject("/metadata/labels")
                .put("kubernetes.io/metadata.name", name(number))
                .put("team", number % 10 == 0 ? "ops" : "t" + number % 10);
        return decoded(new NamespaceKind(), object);
    }

    static KubeFact pod(int namespace, int number) {
        ObjectNode object = object("Pod", name(namespace), "p" + number);
        object.withObject("/metadata/labels").put("app", APPLICATIONS.get(number % APPLICATIONS.size()));
        object.withObject("/spec").put("nodeName", "node-" + number);
        object.withObject("/status").put("phase", "Running").put("hostIP", "10.0.0." + (number + 1));
        return decoded(new PodKind(), object);
    }

    static int policies() {
        return POLICIES.size();
    }

    static KubeFact policy(int namespace, int number) {
        return policy(namespace, "policy-" + number, POLICIES.get(number));
    }

    /** The policy that comes, changes and goes. */
    static KubeFact passing(int namespace, int port) {
        return policy(
                namespace,
                "passing",
                "{podSelector: {matchLabels: {app: 'api'}}, policyTypes: ['Ingress'], ingress: [{from: [{namespaceSelector:"
                        + " {matchLabels: {team: 'ops'}}, podSelector: {matchLabels: {app: 'front'}}}], ports: [{port: "
                        + port
                        + "}]}]}");
    }

    static String name(int namespace) {
        return "ns-" + namespace;
    }

    private static KubeFact policy(int namespace, String name, String spec) {
        ObjectNode object = object("NetworkPolicy", name(namespace), name);
        try {
            object.set("spec", JSON.readTree(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(spec, e);
        }
        return decoded(new NetworkPolicyKind(), object);
    }

    private static ObjectNode object(String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
        String text = kind + ' ' + namespace + '/' + name;
        object.putObject("metadata")
                .put("namespace", namespace)
                .put("name", name)
                .put(
                        "uid",
                        UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                                .toString());
        return object;
    }

    private static KubeFact decoded(KubeKind kind, ObjectNode object) {
        return kind.decode(object).orElseThrow();
    }
}
