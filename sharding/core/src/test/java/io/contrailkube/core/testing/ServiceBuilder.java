package io.contrailkube.core.testing;

import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.service.ServiceAnnotations;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceFact.Exposure;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.plan.OwnerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Service of type ClusterIP without ports, in the making; every method gives a changed copy. */
public final class ServiceBuilder {
    private final String namespace;
    private final String name;
    private String uid;
    private String created = "2024-01-01T00:00:00Z";
    private Type type = Type.CLUSTER_IP;
    private List<String> clusterIps = List.of("10.96.3.7");
    private boolean headless;
    private boolean selects = true;
    private List<Port> ports = List.of();
    private Exposure exposure = new Exposure("", List.of(), "");
    private List<String> statusAddresses = List.of();
    private List<String> ignored = List.of();
    private final SortedMap<String, String> annotations = new TreeMap<>();

    ServiceBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
        this.uid = Uuids.named("uid of service " + namespace + '/' + name);
    }

    private ServiceBuilder copy() {
        var copy = new ServiceBuilder(namespace, name);
        copy.uid = uid;
        copy.created = created;
        copy.type = type;
        copy.clusterIps = clusterIps;
        copy.headless = headless;
        copy.selects = selects;
        copy.ports = ports;
        copy.exposure = exposure;
        copy.statusAddresses = statusAddresses;
        copy.ignored = ignored;
        copy.annotations.putAll(annotations);
        return copy;
    }

    /** Another object of the same name, made after this one was deleted. */
    public ServiceBuilder uid(String text) {
        ServiceBuilder copy = copy();
        copy.uid = Uuids.named(text);
        return copy;
    }

    public ServiceBuilder created(String timestamp) {
        ServiceBuilder copy = copy();
        copy.created = timestamp;
        return copy;
    }

    public ServiceBuilder type(Type value) {
        ServiceBuilder copy = copy();
        copy.type = value;
        return copy;
    }

    public ServiceBuilder clusterIps(String... addresses) {
        ServiceBuilder copy = copy();
        copy.clusterIps = List.of(addresses);
        return copy;
    }

    public ServiceBuilder headless() {
        ServiceBuilder copy = clusterIps();
        copy.headless = true;
        return copy;
    }

    public ServiceBuilder withoutSelector() {
        ServiceBuilder copy = copy();
        copy.selects = false;
        return copy;
    }

    /** Adds a port. */
    public ServiceBuilder port(String portName, String protocol, int port) {
        ServiceBuilder copy = copy();
        var all = new ArrayList<>(ports);
        all.add(new Port(portName, protocol, port));
        copy.ports = all;
        return copy;
    }

    public ServiceBuilder withoutPorts() {
        ServiceBuilder copy = copy();
        copy.ports = List.of();
        return copy;
    }

    /** Type LoadBalancer, wishing for this address. */
    public ServiceBuilder loadBalancer(String wished) {
        ServiceBuilder copy = type(Type.LOAD_BALANCER);
        copy.exposure = new Exposure(wished, exposure.externalIps(), exposure.loadBalancerClass());
        return copy;
    }

    public ServiceBuilder loadBalancerClass(String value) {
        ServiceBuilder copy = copy();
        copy.exposure = new Exposure(exposure.loadBalancerIp(), exposure.externalIps(), value);
        return copy;
    }

    public ServiceBuilder externalIps(String... addresses) {
        ServiceBuilder copy = copy();
        copy.exposure = new Exposure(exposure.loadBalancerIp(), List.of(addresses), exposure.loadBalancerClass());
        return copy;
    }

    public ServiceBuilder showing(String... addresses) {
        ServiceBuilder copy = copy();
        copy.statusAddresses = List.of(addresses);
        return copy;
    }

    public ServiceBuilder fipPool(String dictionary) {
        return annotation(ServiceAnnotations.FIP_POOL, dictionary);
    }

    public ServiceBuilder annotation(String key, String value) {
        ServiceBuilder copy = copy();
        copy.annotations.put(key, value);
        return copy;
    }

    public ServiceBuilder ignoring(String... paths) {
        ServiceBuilder copy = copy();
        copy.ignored = List.of(paths);
        return copy;
    }

    public OwnerKey owner() {
        return new OwnerKey("Service", uid);
    }

    public ServiceFact fact() {
        return new ServiceFact(
                new ObjectId("Service", namespace, name, uid),
                annotations,
                created,
                type,
                new ServiceFact.Addresses(clusterIps, headless, statusAddresses),
                selects,
                ports,
                exposure,
                ignored);
    }
}
