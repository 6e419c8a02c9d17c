package io.contrailkube.core.testing;

/** Objects as API servers of Kubernetes 1.20 and 1.33 serve them, as elements of a list: without their kind. */
public final class Served {
    public static final String POD_1_33 =
            """
            {metadata: {name: 'web-7c5ddbdf54-x2x9k', generateName: 'web-7c5ddbdf54-', namespace: 'shop', uid: 'pod-uid',
                resourceVersion: '1044', generation: 1, creationTimestamp: '2025-06-01T10:00:00Z',
                labels: {app: 'web', 'pod-template-hash': '7c5ddbdf54'},
                annotations: {'kubernetes.io/config.seen': 'x', 'k8s.v1.cni.cncf.io/networks': 'a, ns2/b',
                  'opencontrail.org/network': '{}', 'kubernetes.io/egress-bandwidth': '10M'},
                ownerReferences: [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-7c5ddbdf54', uid: 'rs-uid',
                  controller: true, blockOwnerDeletion: true}],
                managedFields: [{manager: 'kubelet', operation: 'Update', apiVersion: 'v1', subresource: 'status'}]},
             spec: {volumes: [{name: 'kube-api-access-d8k2p', projected: {defaultMode: 420}}],
                initContainers: [{name: 'proxy', image: 'proxy:1', restartPolicy: 'Always',
                  ports: [{name: 'proxy', hostPort: 15001, containerPort: 15001, protocol: 'TCP'}]}],
                containers: [{name: 'web', image: 'nginx:1.27', resources: {}, imagePullPolicy: 'IfNotPresent',
                    ports: [{name: 'http', containerPort: 8080, protocol: 'TCP'},
                      {name: 'metrics', hostPort: 9100, containerPort: 9100, protocol: 'TCP'}]},
                  {name: 'log', image: 'log:1', resources: {}}],
                restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst',
                serviceAccountName: 'default', nodeName: 'node-1.example.com', securityContext: {},
                schedulerName: 'default-scheduler', priority: 0, enableServiceLinks: true},
             status: {phase: 'Running', conditions: [{type: 'PodReadyToStartContainers', status: 'True'},
                  {type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2025-06-01T10:00:05Z'}],
                hostIP: '10.0.0.5', hostIPs: [{ip: '10.0.0.5'}, {ip: 'fd00::5'}], podIP: '10.47.255.249',
                podIPs: [{ip: '10.47.255.249'}], startTime: '2025-06-01T10:00:00Z', qosClass: 'BestEffort'}}
            """;

    public static final String POD_1_20 =
            """
            {metadata: {name: 'db-0', namespace: 'shop', uid: 'db-uid', resourceVersion: '77',
                selfLink: '/api/v1/namespaces/shop/pods/db-0', creationTimestamp: '2021-02-01T10:00:00Z',
                labels: {app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-0'}},
             spec: {containers: [{name: 'db', image: 'postgres:13', ports: [{containerPort: 5432, protocol: 'TCP'}]}],
                restartPolicy: 'Always', nodeName: 'node-2', securityContext: {}},
             status: {phase: 'Pending', conditions: [{type: 'PodScheduled', status: 'True'}], qosClass: 'BestEffort'}}
            """;

    public static final String SERVICE_1_33 =
            """
            {metadata: {name: 'web', namespace: 'shop', uid: 'svc-uid', resourceVersion: '1045',
                creationTimestamp: '2025-06-01T10:00:01Z', labels: {app: 'web'},
                annotations: {'opencontrail.org/fip-pool': '{}', 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
                  'kubectl.kubernetes.io/last-applied-configuration': '{}'},
                finalizers: ['service.kubernetes.io/load-balancer-cleanup']},
             spec: {ports: [{name: 'http', protocol: 'TCP', appProtocol: 'http', port: 80, targetPort: 'http', nodePort: 30080},
                  {name: 'dns', protocol: 'UDP', port: 53, targetPort: 5353, nodePort: 30053}],
                selector: {app: 'web'}, clusterIP: '10.96.3.7', clusterIPs: ['10.96.3.7', 'fd00:96::7'],
                type: 'LoadBalancer', externalIPs: ['203.0.113.9'], sessionAffinity: 'ClientIP',
                sessionAffinityConfig: {clientIP: {timeoutSeconds: 10800}}, loadBalancerIP: '203.0.113.7',
                loadBalancerSourceRanges: ['192.0.2.0/24'], externalTrafficPolicy: 'Local', healthCheckNodePort: 31000,
                ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack', allocateLoadBalancerNodePorts: true,
                loadBalancerClass: 'opencontrail.org/fip', internalTrafficPolicy: 'Local',
                trafficDistribution: 'PreferClose'},
             status: {loadBalancer: {ingress: [{ip: '203.0.113.7', ipMode: 'VIP'}, {hostname: 'lb.example.com'}]}}}
            """;

    public static final String SERVICE_1_20 =
            """
            {metadata: {name: 'db', namespace: 'shop', uid: 'db-svc-uid', resourceVersion: '78',
                selfLink: '/api/v1/namespaces/shop/services/db', creationTimestamp: '2021-02-01T10:00:00Z'},
             spec: {ports: [{protocol: 'TCP', port: 5432, targetPort: 5432}], selector: {app: 'db'},
                clusterIP: '10.96.9.9', type: 'ClusterIP', sessionAffinity: 'None'},
             status: {loadBalancer: {}}}
            """;

    public static final String SLICE_1_33 =
            """
            {metadata: {name: 'web-2xk7f', generateName: 'web-', namespace: 'shop', uid: 'slice-uid', generation: 3,
                labels: {app: 'web', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
                  'kubernetes.io/service-name': 'web'},
                annotations: {'endpoints.kubernetes.io/last-change-trigger-time': '2025-06-01T10:00:05Z'},
                ownerReferences: [{apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'svc-uid', controller: true}]},
             addressType: 'IPv4',
             endpoints: [{addresses: ['10.47.255.249'], conditions: {ready: true, serving: true, terminating: false},
                  targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'web-1-uid'}, nodeName: 'node-1',
                  zone: 'a'},
                {addresses: ['10.47.255.248'], conditions: {ready: false, serving: true, terminating: true},
                  targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-2', uid: 'web-2-uid'}, nodeName: 'node-2'},
                {addresses: ['10.47.255.247'], conditions: {},
                  targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-3', uid: 'web-3-uid'}, nodeName: 'node-2'}],
             ports: [{name: 'http', port: 8080, protocol: 'TCP', appProtocol: 'http'}, {name: 'any', protocol: 'TCP', port: null}]}
            """;

    public static final String ENDPOINTS_1_20 =
            """
            {metadata: {name: 'web', namespace: 'shop', uid: 'ep-uid', resourceVersion: '80', labels: {app: 'web'},
                selfLink: '/api/v1/namespaces/shop/endpoints/web',
                annotations: {'endpoints.kubernetes.io/last-change-trigger-time': '2021-02-01T10:00:05Z'}},
             subsets: [{addresses: [
                    {ip: '10.47.255.249', nodeName: 'node-1', targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-1',
                      uid: 'web-1-uid', resourceVersion: '79'}},
                    {ip: '10.47.255.247', nodeName: 'node-2', targetRef: {kind: 'Pod', namespace: 'shop', name: 'web-3',
                      uid: 'web-3-uid', resourceVersion: '79'}}],
                  notReadyAddresses: [{ip: '10.47.255.248', nodeName: 'node-2', targetRef: {kind: 'Pod',
                    namespace: 'shop', name: 'web-2', uid: 'web-2-uid', resourceVersion: '79'}}],
                  ports: [{name: 'http', port: 8080, protocol: 'TCP'}]}]}
            """;

    public static final String INGRESS_1_33 =
            """
            {metadata: {name: 'edge', namespace: 'shop', uid: 'ing-uid', resourceVersion: '1046', generation: 2,
                creationTimestamp: '2025-06-01T10:00:02Z',
                annotations: {externalIP: '203.0.113.9', 'nginx.ingress.kubernetes.io/rewrite-target': '/',
                  'ingress.kubernetes.io/ssl-redirect': 'true', 'kubectl.kubernetes.io/last-applied-configuration': '{}'}},
             spec: {ingressClassName: 'opencontrail',
                defaultBackend: {service: {name: 'web', port: {number: 80}}},
                tls: [{hosts: ['shop.example.com'], secretName: 'shop-tls'}, {secretName: 'all-tls'}, {hosts: ['own.example.com']}],
                rules: [{host: 'shop.example.com', http: {paths: [
                      {path: '/cart', pathType: 'Exact', backend: {service: {name: 'cart', port: {name: 'http'}}}},
                      {path: '/', pathType: 'Prefix', backend: {service: {name: 'web', port: {number: 80}}}}]}},
                    {http: {paths: [{pathType: 'ImplementationSpecific',
                      backend: {resource: {apiGroup: 'k8s.example.com', kind: 'Bucket', name: 'static'}}}]}}]},
             status: {loadBalancer: {ingress: [{ip: '203.0.113.9'}, {ip: '10.47.255.200'}]}}}
            """;

    /** As networking.k8s.io/v1beta1 and extensions/v1beta1 give it. */
    public static final String INGRESS_1_20 =
            """
            {metadata: {name: 'edge', namespace: 'shop', uid: 'ing-uid', resourceVersion: '81', generation: 1,
                selfLink: '/apis/extensions/v1beta1/namespaces/shop/ingresses/edge',
                annotations: {'kubernetes.io/ingress.class': 'opencontrail', 'opencontrail.org/fip-pool': '{}'}},
             spec: {backend: {serviceName: 'web', servicePort: 80},
                rules: [{host: 'shop.example.com', http: {paths: [
                  {path: '/cart', pathType: 'ImplementationSpecific', backend: {serviceName: 'cart', servicePort: 'http'}},
                  {path: '/old', backend: {serviceName: 'old', servicePort: '8080'}}]}}]},
             status: {loadBalancer: {}}}
            """;

    public static final String INGRESS_CLASS_1_33 =
            """
            {metadata: {name: 'edge', uid: 'class-uid', resourceVersion: '12', generation: 1,
                annotations: {'ingressclass.kubernetes.io/is-default-class': 'true'}},
             spec: {controller: 'opencontrail.org/ingress', parameters: {apiGroup: 'k', kind: 'P', name: 'p', scope: 'Cluster'}}}
            """;

    public static final String ATTACHMENT =
            """
            {apiVersion: 'k8s.cni.cncf.io/v1', kind: 'NetworkAttachmentDefinition',
             metadata: {name: 'blue', namespace: 'shop', uid: 'nad-uid', resourceVersion: '13', generation: 1,
                annotations: {'opencontrail.org/cidr': '192.168.7.0/24', 'opencontrail.org/ip_fabric_snat': 'false',
                  'k8s.v1.cni.cncf.io/resourceName': 'x'}},
             spec: {config: '{"cniVersion":"0.3.1","name":"blue","type":"contrail-k8s-cni"}'}}
            """;

    public static final String NETWORK_POLICY =
            """
            {apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy',
             metadata: {name: 'api', namespace: 'shop', uid: 'np-uid', resourceVersion: '14', generation: 1},
             spec: {podSelector: {matchLabels: {app: 'api'}, matchExpressions: [{key: 'tier', operator: 'In', values: ['b', 'a']}]},
                policyTypes: ['Ingress', 'Egress'],
                ingress: [{from: [{podSelector: {}},
                    {namespaceSelector: {matchLabels: {team: 'ops'}}, podSelector: {matchLabels: {role: 'probe'}}},
                    {ipBlock: {cidr: '172.17.0.0/16', except: ['172.17.1.0/24']}}],
                  ports: [{protocol: 'TCP', port: 8080, endPort: 8090}, {protocol: 'TCP', port: 'http'}]}],
                egress: [{}]}}
            """;

    private Served() {}
}
