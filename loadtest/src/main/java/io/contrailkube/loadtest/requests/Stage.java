package io.contrailkube.loadtest.requests;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one sort that are made at once.
 *
 * @param count how many
 * @param minimum requests that each of them needs at least (docs/adr/0011)
 * @param manifests of all of them
 */
record Stage(String name, int count, double minimum, List<String> manifests) {
    /** {@code k8s-n} has its own name in a tag, that is one more than the seven of docs/adr/0009. */
    private static final int OF_NAMESPACE = 8;
    /** Machine, port, address, and the link of its router. */
    private static final int OF_POD = 4;
    /** Port, address and load balancer, one listener with its pool, the tags of the service and of its members. */
    private static final int OF_SERVICE = 7;
    /** The member itself, and the tags of its port. */
    private static final int OF_MEMBER = 2;
    /**
     * Port, address, load balancer and tag; listener, pool and member of its backend; a rule, and its place in the policy; an
     * address of the public pool that a lab has.
     */
    private static final int OF_INGRESS = 10;

    static List<Stage> of(Size size) {
        return List.of(size.makeNamespaces(), size.makePods(), size.makeServices(), size.makeIngresses());
    }

    /** Pods and services are spread evenly; every pod is a member of one service. */
    record Size(int pods, int services, int ingresses, int namespaceCount) {
        Stage makeNamespaces() {
            var manifests = new ArrayList<String>();
            for (int i = 0; i < namespaceCount; i++) {
                manifests.add("apiVersion: v1\nkind: Namespace\nmetadata: {name: n%d}\n".formatted(i));
            }
            return new Stage("namespace", namespaceCount, OF_NAMESPACE, manifests);
        }

        Stage makePods() {
            var manifests = new ArrayList<String>();
            for (int i = 0; i < pods; i++) {
                manifests.add(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p%d, namespace: n%d, labels: {app: s%d}}
                        spec: {containers: [{name: c, image: none}]}
                        """
                                .formatted(i, service(i) % namespaceCount, service(i)));
            }
            // A tag for every value of the label.
            return new Stage("pod", pods, OF_POD + (double) Math.min(services, pods) / pods, manifests);
        }

        Stage makeServices() {
            var manifests = new ArrayList<String>();
            for (int i = 0; i < services; i++) {
                manifests.add(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: s%d, namespace: n%d}
                        spec:
                          selector: {app: s%d}
                          ports: [{name: http, port: 80, targetPort: 8080}]
                        """
                                .formatted(i, i % namespaceCount, i));
            }
            return new Stage("service", services, OF_SERVICE + (double) OF_MEMBER * pods / services, manifests);
        }

        Stage makeIngresses() {
            var manifests = new ArrayList<String>();
            for (int i = 0; i < ingresses; i++) {
                manifests.add(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        metadata: {name: i%d, namespace: n%d}
                        spec: {defaultBackend: {service: {name: s%d, port: {number: 80}}}}
                        """
                                .formatted(i, service(i) % namespaceCount, service(i)));
            }
            return new Stage("ingress", ingresses, OF_INGRESS, manifests);
        }

        private int service(int i) {
            return i % services;
        }
    }
}
