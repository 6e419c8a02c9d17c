package io.contrailkube.core.kind.service;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.port.EventSink.Severity;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.workload.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** What the owner of a Service has to be told, apart from public addresses. The texts change only when the matter does. */
public final class ServiceNotes {
    /** So many addresses without a pod are looked at, so that a long list costs no more than a short one. */
    private static final int STRANGERS = 16;

    private ServiceNotes() {}

    static List<Problem> of(ServiceFrame frame, Backends backends, Scene scene) {
        var notes = new ArrayList<Problem>();
        ignored(frame.fact(), notes);
        families(frame, notes);
        frame.fact().ports().stream()
                .filter(port -> !ServiceFrame.isSupported(port))
                .forEach(port -> notes.add(Problem.warning(
                        "UnsupportedProtocol",
                        "port " + port.port() + '/' + port.protocol()
                                + " is not served: Contrail balances TCP and UDP only; other ports are served")));
        frame.ports().forEach(port -> mixed(frame, port, backends, notes));
        endpoints(frame, backends, scene, notes);
        return notes;
    }

    private static void ignored(ServiceFact fact, List<Problem> notes) {
        fact.ignored()
                .forEach(path -> notes.add(Problem.warning(
                        path.startsWith("metadata.annotations") ? "AnnotationIgnored" : "FieldIgnored",
                        path + " has no effect here: the load balancer in Contrail does not know it")));
    }

    private static void families(ServiceFrame frame, List<Problem> notes) {
        frame.fact().clusterIps().stream()
                .filter(address -> !frame.addresses().containsValue(address))
                .forEach(address -> notes.add(Problem.warning(
                        "UnsupportedIPFamily",
                        "address " + address + " is not served: service_subnets has no " + AddressFamily.of(address)
                                + " subnet; add one, or use the other family only")));
    }

    private static void mixed(ServiceFrame frame, Port port, Backends backends, List<Problem> notes) {
        String name = frame.fact().id().name();
        SortedSet<Integer> targets = backends.targetPorts(name, port, frame.families());
        if (targets.size() > 1) {
            int served = backends.agreedPort(name, port, frame.families()).orElseThrow();
            notes.add(Problem.warning(
                    "MixedTargetPorts",
                    "port " + port.port() + '/' + port.protocol() + " leads to target ports " + targets
                            + ", but a load balancer in Contrail has one: only endpoints with " + served
                            + " are served; give all pods the same port"));
        }
    }

    private static void endpoints(ServiceFrame frame, Backends backends, Scene scene, List<Problem> notes) {
        String name = frame.fact().id().name();
        if (backends.isTruncated(name)) {
            notes.add(Problem.warning(
                    "EndpointUnmatched",
                    "Kubernetes lists no more than 1000 addresses in Endpoints: the other pods are not served; "
                            + "let EndpointSlices be served and read"));
        }
        if (frame.fact().selects() || isApi(frame.fact(), scene)) {
            return;
        }
        List<String> unmatched = backends.strangers(name).stream()
                .limit(STRANGERS)
                .filter(address -> networks(scene).stream()
                        .allMatch(network -> scene.inContrail(new Question.InterfaceAt(network, address))
                                .isMissing()))
                .toList();
        if (!unmatched.isEmpty()) {
            notes.add(new Problem(
                    Severity.NORMAL,
                    "EndpointUnmatched",
                    "endpoints that are no pods of this cluster are not served: no interface in Contrail has address "
                            + unmatched.get(0)));
        }
    }

    /** Behind the Kubernetes API's own service are hosts, in every cluster: nothing that its owner could mend. */
    private static boolean isApi(ServiceFact fact, Scene scene) {
        return fact.id().namespace().equals(ObjectNames.DEFAULT_NAMESPACE)
                && fact.id()
                        .name()
                        .equals(scene.names().settings().kubernetesApi().serviceName());
    }

    /** Networks in which an address that no pod is named for is looked for (spec 02 section 6.3). */
    public static List<ObjectKey> networks(Scene scene) {
        ObjectNames names = scene.names();
        var networks = new ArrayList<ObjectKey>();
        ObjectKey own = scene.settings().network();
        if (own != null) {
            networks.add(own);
        }
        networks.add(
                scene.settings().isolated() ? names.podNetwork(scene.namespace().name()) : names.defaultPodNetwork());
        ObjectKey hosts = names.hostNetwork();
        if (hosts != null) {
            networks.add(hosts);
        }
        return networks;
    }
}
