package io.contrailkube.loadtest.real;

/** What the check has Kubernetes make, as a user would write it; {@code RUN} stands for the label of the run. */
final class Manifests {
    /** The pods of all of them; nothing ever runs in them. */
    private static final String POD =
            """
            metadata:
              labels: {app: NAME, contrail-kube-check: RUN}
            spec:
              schedulerName: SCHEDULER
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: GRACE
              containers: [{name: main, image: none, ports: [{name: web, containerPort: 8080}]}]
            """
                    .replace("SCHEDULER", PlayedNodes.SCHEDULER);

    /** The definition of a custom resource that is not part of Kubernetes. */
    static final String ATTACHMENT_DEFINITION =
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: network-attachment-definitions.k8s.cni.cncf.io
              labels: {contrail-kube-check: RUN}
            spec:
              group: k8s.cni.cncf.io
              scope: Namespaced
              names: {kind: NetworkAttachmentDefinition, singular: network-attachment-definition,
                plural: network-attachment-definitions, shortNames: [net-attach-def]}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties: {spec: {type: object, properties: {config: {type: string}}}}
            """;

    static final String ATTACHMENT =
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: red
              annotations: {opencontrail.org/cidr: 10.200.0.0/24}
            spec: {config: '{"cniVersion": "0.3.1", "type": "contrail-k8s-cni"}'}
            """;

    private Manifests() {}

    /** @param grace seconds that its pods have to end */
    static String deployment(String name, int replicas, int grace) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: NAME}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: NAME}}
                  template:
                %s"""
                .formatted(replicas, pod(grace, 4))
                .replace("NAME", name);
    }

    /** Of one pod. */
    static String statefulSet(String name) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: NAME}
                spec:
                  replicas: 1
                  serviceName: NAME
                  selector: {matchLabels: {app: NAME}}
                  template:
                %s"""
                .formatted(pod(30, 4))
                .replace("NAME", name);
    }

    /** @param more of its metadata, in lines with two spaces before */
    static String pod(String name, String more) {
        return """
                apiVersion: v1
                kind: Pod
                %s"""
                .formatted(pod(0, 0).replace("metadata:\n", "metadata:\n  name: NAME\n" + more))
                .replace("NAME", name);
    }

    private static String pod(int grace, int indent) {
        return POD.replace("GRACE", Integer.toString(grace)).indent(indent);
    }

    /** Over the pods that are named like it. */
    static String service(String name, String type) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: NAME}
                spec: {type: TYPE, selector: {app: NAME}, ports: [{name: http, port: 80, targetPort: web}]}
                """
                .replace("NAME", name)
                .replace("TYPE", type);
    }

    /** Of TCP and of UDP on one port, without addresses of its own if {@code address} is {@code None}. */
    static String dns(String name, String app, String address) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: NAME}
                spec: {selector: {app: APP}, clusterIP: ADDRESS, ports: [
                  {name: tcp, port: 53, protocol: TCP, targetPort: 8053},
                  {name: udp, port: 53, protocol: UDP, targetPort: 8053}]}
                """
                .replace("NAME", name)
                .replace("APP", app)
                .replace("ADDRESS", address);
    }

    /** A service whose Endpoints somebody writes who knows no pods. */
    static String withoutSelector(String name, String address) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: NAME}
                spec: {ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: v1
                kind: Endpoints
                metadata: {name: NAME}
                subsets: [{addresses: [{ip: ADDRESS}], ports: [{port: 8080}]}]
                """
                .replace("NAME", name)
                .replace("ADDRESS", address);
    }

    /** One path to a service of that name. */
    static String ingress(String name) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: NAME}
                spec:
                  rules:
                  - host: shop.example.net
                    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: NAME, port: {number: 80}}}}]}
                """
                .replace("NAME", name);
    }
}
