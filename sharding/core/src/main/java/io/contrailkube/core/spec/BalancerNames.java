package io.contrailkube.core.spec;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.Listener;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Names and uuids of the load balancer of a Service or an Ingress and of all its parts (spec 02 sections 3.2, 5.2, 6.2 and
 * 7.2). One method per role, so that each is decided in one place.
 *
 * @param owner the Service or Ingress
 */
public record BalancerNames(ObjectNames names, ObjectId owner) {
    /** An object that is going to be made, with the uuid it gets. */
    public record Named(ObjectKey key, String uuid) {}

    /** A listener with its pool; both have the same name. */
    public record Frontend(Named listener, Named pool) {}

    /** The uuid is that of the owner. */
    public Named loadBalancer() {
        return new Named(inProject(ContrailTypes.LOADBALANCER, loadBalancerName()), owner.uid());
    }

    public ObjectKey project() {
        return names.project(owner.namespace());
    }

    /** The appliances of a provider of load balancers; they exist beside a service monitor only. */
    public static ObjectKey applianceSet(String provider) {
        return ObjectKey.of(ContrailTypes.SERVICE_APPLIANCE_SET, "default-global-system-config", provider);
    }

    /** How the load balancer and its interface are shown. */
    public String displayName() {
        return WorkloadNames.join(owner.namespace(), owner.name());
    }

    /** The virtual-machine-interface that carries the addresses. */
    public Named vip() {
        ObjectKey key = inProject(
                ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                WorkloadNames.join(names.cluster(), owner.kind(), owner.name(), owner.uid()));
        return new Named(key, Uuids.of(key));
    }

    /** The instance-ip of an address family: {@code v4} or {@code v6}. */
    public Named vipAddress(String family) {
        String uuid = uuid("vip-iip/" + family);
        return new Named(ObjectKey.of(ContrailTypes.INSTANCE_IP, WorkloadNames.join(owner.name(), uuid)), uuid);
    }

    /** @param role what tells it from others of the load balancer, e.g. {@code TCP/80} or {@code HTTP/80/acl/host/path} */
    public Frontend frontend(String protocol, int port, String role) {
        String listener = uuid("listener/" + role);
        String name = loadBalancerName() + '-' + protocol + '-' + port + '-' + listener;
        return new Frontend(
                new Named(inProject(ContrailTypes.LOADBALANCER_LISTENER, name), listener),
                new Named(inProject(ContrailTypes.LOADBALANCER_POOL, name), uuid("pool/" + role)));
    }

    /** The listener of a port of a Service, and its pool. */
    public Frontend frontend(String protocol, int port) {
        return frontend(protocol, port, protocol + '/' + port);
    }

    /**
     * What tells a frontend of an Ingress from the others; not where it leads, which may change while the rest stays. The
     * bar is in no host and in no path.
     *
     * @param path as the pool's annotation has it; empty for every path
     */
    public static String roleInIngress(String protocol, int port, String host, String path, Listener.Tls tls) {
        String type = host.isEmpty() && path.isEmpty() ? "default" : "acl";
        String plain = protocol + '/' + port + '/' + type + '/' + host + '/' + path;
        if (tls.ofServer() != null) {
            return plain + "|sni|" + tls.ofServer();
        }
        return tls.byDefault() == null ? plain : plain + "|default|" + tls.byDefault();
    }

    /** The one member of a pool of an Ingress, which keeps its name when it moves to another service. */
    public Named memberOfIngress(Frontend frontend) {
        return member(frontend, "ingress");
    }

    /** @param target uuid of the virtual-machine-interface of a pod, or name of a service */
    public Named member(Frontend frontend, String target) {
        String uuid = uuid("member/" + frontend.listener().uuid() + '/' + target);
        FqName pool = frontend.pool().key().fqName();
        return new Named(new ObjectKey(ContrailTypes.LOADBALANCER_MEMBER, pool.child(uuid)), uuid);
    }

    /** Name of a floating IP of a Service, which tells the address that was asked for. */
    public Named floatingIp(FqName pool, @Nullable String address) {
        String asked = address == null ? "None" : address.replace(':', '-');
        ObjectKey key =
                new ObjectKey(ContrailTypes.FLOATING_IP, pool.child(loadBalancerName() + asked + "-externalIP"));
        return new Named(key, Uuids.of(key));
    }

    /** Name of a floating IP of an Ingress: another one for another address that is asked for. */
    public Named floatingIpOfIngress(FqName pool, @Nullable String address) {
        String uuid = uuid(address == null ? "fip" : "fip/" + address);
        ObjectKey key = new ObjectKey(ContrailTypes.FLOATING_IP, pool.child(WorkloadNames.join(owner.name(), uuid)));
        return new Named(key, uuid);
    }

    private String loadBalancerName() {
        return WorkloadNames.join(owner.name(), owner.uid());
    }

    private String uuid(String role) {
        return new WorkloadNames(names).uuid(owner, role);
    }

    private ObjectKey inProject(String type, String leaf) {
        return new ObjectKey(type, project().fqName().child(leaf));
    }
}
