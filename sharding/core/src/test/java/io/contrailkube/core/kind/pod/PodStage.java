package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.Stage;
import java.util.List;

/** Where the cases of pods play: the default network stands, and the vrouter of node-1. */
final class PodStage {
    static final String SUBNET = "11111111-2222-4333-8444-555555555555";
    static final ObjectKey ROUTER = router("node-1");
    static final Question.RouterOf NODE_1 = new Question.RouterOf(List.of("10.0.0.5"), "node-1");

    private PodStage() {}

    static Stage of(ObjectNames names, NamespaceBuilder namespace) {
        return Stage.of(names, namespace)
                .seeing(names.defaultPodNetwork(), linkedTo("k8s-pod-ipam", SUBNET))
                .seeing(NODE_1, new Actual(ROUTER, "uuid-of-node-1", Given.object("{}")))
                .deciding(InstanceIp.ADDRESS, "10.47.255.252")
                .deciding(InstanceIp.SUBNET, SUBNET)
                .deciding(VirtualMachineInterface.MAC, "02:aa:bb:cc:dd:ee");
    }

    static Stage of(NamespaceBuilder namespace) {
        return of(Given.names(), namespace);
    }

    static ObjectKey router(String name) {
        return ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", name);
    }

    static ObjectKey network(String project, String name) {
        return ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "default-domain", project, name);
    }

    /** A network with a link to a shared pool of addresses of the cluster. */
    static String linkedTo(String ipam, String subnet) {
        return "{network_ipam_refs: [{to: ['default-domain', 'k8s-default', '" + ipam
                + "'], attr: {ipam_subnets: [{subnet_uuid: '" + subnet + "'}]}}]}";
    }

    /** A network with prefixes of its own. */
    static String withPrefixes(String... prefixes) {
        var subnets = new StringBuilder();
        for (String prefix : prefixes) {
            subnets.append("{subnet: {ip_prefix: '").append(prefix).append("'}, subnet_uuid: 'own'},");
        }
        subnets.setLength(subnets.length() - 1);
        return "{network_ipam_refs: [{to: ['default-domain', 'admin', 'ipam'], attr: {ipam_subnets: [" + subnets
                + "]}}]}";
    }
}
