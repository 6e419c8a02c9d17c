package io.contrailkube.standins.kubernetes.resource;

import static io.contrailkube.standins.kubernetes.resource.Column.number;
import static io.contrailkube.standins.kubernetes.resource.Column.of;
import static io.contrailkube.standins.kubernetes.resource.Column.path;
import static io.contrailkube.standins.kubernetes.resource.Column.wide;

import io.contrailkube.standins.kubernetes.resource.ResourceType.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of what is served: a further kind is one more row. */
public final class Resources {
    private static final String NONE = "<none>";
    private static final Column NAME = path("Name", "", "metadata", "name");
    private static final Column AGE = of("Age", o -> Ages.since(Json.text(o, "metadata", "creationTimestamp")));

    private static final List<ResourceType> ALL = Stream.of(
                    row("", "Namespace", "namespaces")
                            .shortNames("ns")
                            .clusterWide()
                            .status()
                            .naming(Naming.LABEL)
                            .fields("status.phase")
                            .defaults(Defaults::namespace)
                            .columns(NAME, path("Status", "", "status", "phase"), AGE),
                    row("", "Pod", "pods")
                            .shortNames("po")
                            .categories("all")
                            .status()
                            .fields(
                                    "spec.nodeName",
                                    "status.phase",
                                    "status.podIP",
                                    "spec.serviceAccountName",
                                    "spec.restartPolicy",
                                    "spec.schedulerName",
                                    "spec.hostNetwork",
                                    "status.nominatedNodeName")
                            .defaults(Defaults::pod)
                            .columns(
                                    NAME,
                                    of("Ready", Cells::podReady),
                                    of("Status", Cells::podStatus),
                                    of("Restarts", Cells::podRestarts),
                                    AGE,
                                    wide("IP", o -> Column.textOr(o, NONE, "status", "podIP")),
                                    wide("Node", o -> Column.textOr(o, NONE, "spec", "nodeName")),
                                    wide("Nominated Node", o -> Column.textOr(o, NONE, "status", "nominatedNodeName")),
                                    wide("Readiness Gates", Cells::readinessGates)),
                    row("", "Service", "services")
                            .shortNames("svc")
                            .categories("all")
                            .status()
                            .naming(Naming.DNS_1035)
                            .fields("spec.clusterIP", "spec.type")
                            .defaults(Defaults::service)
                            .columns(
                                    NAME,
                                    path("Type", "", "spec", "type"),
                                    path("Cluster-IP", NONE, "spec", "clusterIP"),
                                    of("External-IP", Cells::externalAddress),
                                    of("Port(s)", Cells::servicePorts),
                                    AGE,
                                    wide("Selector", o -> Cells.pairs(Json.at(o, "spec", "selector")))),
                    row("", "Endpoints", "endpoints")
                            .shortNames("ep")
                            .defaults(Defaults::endpoints)
                            .columns(NAME, of("Endpoints", Cells::endpoints), AGE),
                    row("", "Node", "nodes")
                            .shortNames("no")
                            .clusterWide()
                            .status()
                            .fields("spec.unschedulable")
                            .columns(
                                    NAME,
                                    of("Status", Cells::nodeStatus),
                                    of("Roles", Cells::nodeRoles),
                                    AGE,
                                    path("Version", "", "status", "nodeInfo", "kubeletVersion"),
                                    wide("Internal-IP", Cells::nodeAddress)),
                    row("", "Event", "events")
                            .shortNames("ev")
                            .fields(
                                    "involvedObject.kind",
                                    "involvedObject.namespace",
                                    "involvedObject.name",
                                    "involvedObject.uid",
                                    "involvedObject.apiVersion",
                                    "involvedObject.resourceVersion",
                                    "involvedObject.fieldPath",
                                    "reason",
                                    "reportingComponent",
                                    "type")
                            .columns(
                                    of("Last Seen", Cells::lastSeen),
                                    path("Type", "", "type"),
                                    path("Reason", "", "reason"),
                                    of("Object", Cells::involved),
                                    path("Message", "", "message")),
                    row("", "ServiceAccount", "serviceaccounts")
                            .shortNames("sa")
                            .columns(
                                    NAME,
                                    number("Secrets", o -> o.path("secrets").size()),
                                    AGE),
                    row("", "Secret", "secrets")
                            .fields("type")
                            .defaults(Defaults::secret)
                            .columns(
                                    NAME,
                                    path("Type", "", "type"),
                                    number("Data", o -> o.path("data").size()),
                                    AGE),
                    row("", "ConfigMap", "configmaps")
                            .shortNames("cm")
                            .columns(NAME, number("Data", o -> o.path("data").size()), AGE),
                    row("discovery.k8s.io", "EndpointSlice", "endpointslices")
                            .defaults(Defaults::endpointSlice)
                            .columns(
                                    NAME,
                                    path("AddressType", "", "addressType"),
                                    of("Ports", Cells::slicePorts),
                                    of("Endpoints", Cells::sliceAddresses),
                                    AGE),
                    row("networking.k8s.io", "NetworkPolicy", "networkpolicies")
                            .shortNames("netpol")
                            .defaults(Defaults::networkPolicy)
                            .columns(
                                    NAME,
                                    of("Pod-Selector", o -> Cells.selector(Json.at(o, "spec", "podSelector"))),
                                    AGE),
                    row("networking.k8s.io", "Ingress", "ingresses")
                            .shortNames("ing")
                            .status()
                            .defaults(Defaults::ingress)
                            .columns(
                                    NAME,
                                    path("Class", NONE, "spec", "ingressClassName"),
                                    of("Hosts", Cells::ingressHosts),
                                    of("Address", Cells::ingressAddress),
                                    of("Ports", Cells::ingressPorts),
                                    AGE),
                    row("networking.k8s.io", "IngressClass", "ingressclasses")
                            .clusterWide()
                            .columns(NAME, path("Controller", "", "spec", "controller"), AGE),
                    row("events.k8s.io", "Event", "events")
                            .shortNames("ev")
                            .fields("reason", "reportingController", "type", "regarding.kind", "regarding.name")
                            .form("events", EventForms::toStored, EventForms::fromStored),
                    row("apps", "Deployment", "deployments")
                            .shortNames("deploy")
                            .categories("all")
                            .status()
                            .defaults(Defaults::replicated)
                            .columns(
                                    NAME,
                                    of("Ready", Cells::readyOfWanted),
                                    number("Up-to-date", o -> Json.at(o, "status", "updatedReplicas")
                                            .asInt()),
                                    number("Available", o -> Json.at(o, "status", "availableReplicas")
                                            .asInt()),
                                    AGE,
                                    wide("Images", Cells::images),
                                    wide("Selector", o -> Cells.selector(Json.at(o, "spec", "selector")))),
                    row("apps", "StatefulSet", "statefulsets")
                            .shortNames("sts")
                            .categories("all")
                            .status()
                            .defaults(Defaults::replicated)
                            .columns(NAME, of("Ready", Cells::readyOfWanted), AGE, wide("Images", Cells::images)),
                    row("apps", "ReplicaSet", "replicasets")
                            .shortNames("rs")
                            .categories("all")
                            .status()
                            .defaults(Defaults::replicated)
                            .columns(
                                    NAME,
                                    number("Desired", o -> Json.at(o, "spec", "replicas")
                                            .asInt()),
                                    number("Current", o -> Json.at(o, "status", "replicas")
                                            .asInt()),
                                    number("Ready", o -> Json.at(o, "status", "readyReplicas")
                                            .asInt()),
                                    AGE),
                    row("apps", "DaemonSet", "daemonsets")
                            .shortNames("ds")
                            .categories("all")
                            .status()
                            .defaults(Defaults::workload)
                            .columns(
                                    NAME,
                                    number("Desired", o -> Json.at(o, "status", "desiredNumberScheduled")
                                            .asInt()),
                                    number("Ready", o -> Json.at(o, "status", "numberReady")
                                            .asInt()),
                                    AGE),
                    row("batch", "Job", "jobs")
                            .categories("all")
                            .status()
                            .fields("status.successful")
                            .defaults(Defaults::workload)
                            .columns(
                                    NAME,
                                    number("Succeeded", o -> Json.at(o, "status", "succeeded")
                                            .asInt()),
                                    AGE),
                    row("coordination.k8s.io", "Lease", "leases")
                            .columns(NAME, path("Holder", "", "spec", "holderIdentity"), AGE),
                    row("policy", "PodDisruptionBudget", "poddisruptionbudgets")
                            .shortNames("pdb")
                            .status()
                            .columns(
                                    NAME,
                                    path("Min Available", "N/A", "spec", "minAvailable"),
                                    path("Max Unavailable", "N/A", "spec", "maxUnavailable"),
                                    AGE),
                    rbac("Role", "roles"),
                    rbac("RoleBinding", "rolebindings"),
                    rbac("ClusterRole", "clusterroles").clusterWide(),
                    rbac("ClusterRoleBinding", "clusterrolebindings").clusterWide(),
                    row("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions")
                            .shortNames("crd", "crds")
                            .clusterWide()
                            .status()
                            .defaults(Defaults::definition)
                            .columns(NAME, path("Created At", "", "metadata", "creationTimestamp")),
                    row("k8s.cni.cncf.io", "NetworkAttachmentDefinition", "network-attachment-definitions")
                            .shortNames("net-attach-def")
                            .custom()
                            .columns(NAME, AGE))
            .map(Row::done)
            .toList();
    private static final Map<String, ResourceType> BY_PLACE = new LinkedHashMap<>();
    private static final Map<String, ResourceType> BY_KIND = new LinkedHashMap<>();

    static {
        for (ResourceType type : ALL) {
            BY_PLACE.put(type.apiVersion() + "/" + type.plural(), type);
            BY_KIND.put(type.apiVersion() + "/" + type.kind(), type);
        }
    }

    private Resources() {}

    private static Row row(String group, String kind, String plural) {
        return new Row(group, "v1", kind, plural);
    }

    private static Row rbac(String kind, String plural) {
        return row("rbac.authorization.k8s.io", kind, plural)
                .naming(Naming.PATH_SEGMENT)
                .columns(NAME, AGE);
    }

    public static List<ResourceType> all() {
        return ALL;
    }

    /** By the plural of a path, null when it is not served. */
    public static @Nullable ResourceType byPlural(String apiVersion, String plural) {
        return BY_PLACE.get(apiVersion + "/" + plural);
    }

    /** By what an object says of itself, null when it is not served. */
    public static @Nullable ResourceType byKind(String apiVersion, String kind) {
        return BY_KIND.get(apiVersion + "/" + kind);
    }

    /** A kind of the core group that the stand-in itself relies on. */
    public static ResourceType core(String plural) {
        ResourceType type = byPlural("v1", plural);
        if (type == null) {
            throw new IllegalArgumentException("not served: " + plural);
        }
        return type;
    }

    /** Every kind whose objects are stored as they are served. */
    public static List<ResourceType> stored() {
        return ALL.stream().filter(type -> type.form() == null).toList();
    }
}
