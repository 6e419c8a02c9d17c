package io.contrailkube.loadtest.policies;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of a large cluster of small namespaces, as an API server sends them.
 *
 * @param namespaces as JSON
 * @param pods as JSON, four to a namespace
 * @param policies as JSON, three to a namespace, the first of which denies everything
 */
record Country(List<byte[]> namespaces, List<byte[]> pods, List<byte[]> policies) {
    private static final int PODS = 4;

    private static final String POD =
            """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "pod-%2$d", "namespace": "ns-%1$d", "uid": "%3$08x-0000-4000-8000-000000000001",
              "resourceVersion": "%3$d", "creationTimestamp": "2025-06-01T10:00:00Z",
              "labels": {"app": "app-%2$d", "pod-template-hash": "7c5ddbdf54"},
              "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "app-%2$d-7c5ddbdf54"}]},
             "spec": {"nodeName": "node-%4$d", "containers": [{"name": "app", "image": "registry/app:1.27",
              "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}]}], "restartPolicy": "Always"},
             "status": {"phase": "Running", "hostIP": "192.168.0.1", "podIP": "10.%5$d.%6$d.%7$d",
              "podIPs": [{"ip": "10.%5$d.%6$d.%7$d"}]}}
            """;

    private static final String DENY = """
            {"podSelector": {}, "policyTypes": [%s]}
            """;

    /** One application from another one and from that of a neighbour. */
    private static final String FIRST =
            """
            {"podSelector": {"matchLabels": {"app": "app-0"}}, "policyTypes": ["Ingress"],
             "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "app-1"}}},
               {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ns-%d"}},
                "podSelector": {"matchLabels": {"app": "app-2"}}}],
              "ports": [{"protocol": "TCP", "port": 8080}]}]}
            """;

    /** Another one from outside, but not from all addresses. */
    private static final String SECOND =
            """
            {"podSelector": {"matchLabels": {"app": "app-1"}}, "policyTypes": [%s],
             "ingress": [{"from": [{"ipBlock": {"cidr": "192.168.0.0/16", "except": ["192.168.7.0/24"]}}],
              "ports": [{"protocol": "TCP", "port": "http"}, {"protocol": "TCP", "port": 9000, "endPort": 9010}]}],
             "egress": [{"to": [{"podSelector": {"matchLabels": {"app": "app-0"}}}],
              "ports": [{"protocol": "TCP", "port": 8080}]}]}
            """;

    /** @param egress whether policies isolate for sending, too */
    static Country of(int size, boolean egress) {
        var namespaces = new ArrayList<byte[]>();
        var pods = new ArrayList<byte[]>();
        var policies = new ArrayList<byte[]>();
        String types = egress ? "\"Ingress\", \"Egress\"" : "\"Ingress\"";
        for (int namespace = 0; namespace < size; namespace++) {
            namespaces.add(bytes(
                    """
                    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "ns-%1$d",
                     "uid": "%1$08x-0000-4000-8000-000000000000",
                     "labels": {"kubernetes.io/metadata.name": "ns-%1$d", "team": "team-%2$d"}}}
                    """
                            .formatted(namespace, namespace % 100)));
            for (int pod = 0; pod < PODS; pod++) {
                int number = namespace * PODS + pod;
                pods.add(bytes(POD.formatted(
                        namespace, pod, number, number % 1000, number >> 16, number >> 8 & 255, number & 255)));
            }
            policies.add(policy(namespace, "deny-all", DENY.formatted(types)));
            policies.add(policy(namespace, "first", FIRST.formatted((namespace + 1) % size)));
            policies.add(policy(namespace, "second", SECOND.formatted(types)));
        }
        return new Country(namespaces, pods, policies);
    }

    private static byte[] policy(int namespace, String name, String spec) {
        return bytes(
                """
                {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
                 "metadata": {"name": "%s", "namespace": "ns-%d", "uid": "%08x-0000-4000-8000-%012x"}, "spec": %s}
                """
                        .formatted(name, namespace, namespace, name.hashCode() & 0xffff, spec));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
