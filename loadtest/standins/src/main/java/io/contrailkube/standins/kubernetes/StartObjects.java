package io.contrailkube.standins.kubernetes;

/** What stands in every cluster from the start. */
final class StartObjects {
    static final String YAML =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: default}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-system}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-public}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-node-lease}
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: kubernetes
              namespace: default
              labels: {component: apiserver, provider: kubernetes}
            spec:
              ports:
              - {name: https, port: 443, protocol: TCP, targetPort: 6443}
            """;

    private StartObjects() {}
}
