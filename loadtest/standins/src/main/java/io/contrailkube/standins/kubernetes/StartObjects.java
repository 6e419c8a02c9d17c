package io.contrailkube.standins.kubernetes;

import io.contrailkube.standins.kubernetes.api.ServiceAddresses;
import java.net.URI;

/** What stands in every cluster from the start, as manifests. */
final class StartObjects {
    static final String NAMESPACES =
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
            """;

    static final String ATTACHMENTS =
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: network-attachment-definitions.k8s.cni.cncf.io}
            spec:
              group: k8s.cni.cncf.io
              scope: Namespaced
              names:
                plural: network-attachment-definitions
                singular: network-attachment-definition
                kind: NetworkAttachmentDefinition
                shortNames: [net-attach-def]
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    /** The API server's own service; its endpoints have no pods. */
    private static final String API =
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: kubernetes
              namespace: default
              labels: {component: apiserver, provider: kubernetes}
            spec:
              clusterIP: CLUSTER_IP
              ports:
              - {name: https, port: 443, protocol: TCP, targetPort: API_PORT}
            ---
            apiVersion: v1
            kind: Endpoints
            metadata:
              name: kubernetes
              namespace: default
              labels: {endpointslice.kubernetes.io/skip-mirror: 'true'}
            subsets:
            - addresses: [{ip: API_HOST}]
              ports: [{name: https, port: API_PORT, protocol: TCP}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: kubernetes
              namespace: default
              labels: {kubernetes.io/service-name: kubernetes}
            addressType: IPv4
            endpoints:
            - addresses: [API_HOST]
              conditions: {ready: true}
            ports: [{name: https, port: API_PORT, protocol: TCP}]
            """;

    private StartObjects() {}

    static String api(KubernetesOptions options, URI listening) {
        String host = options.start().apiHost();
        int port = options.start().apiPort();
        return API.replace("CLUSTER_IP", ServiceAddresses.first(options.habits().serviceRange()))
                .replace("API_HOST", host.isEmpty() ? listening.getHost() : host)
                .replace("API_PORT", Integer.toString(port == 0 ? listening.getPort() : port));
    }
}
