package io.contrailkube.core.registry;

import io.contrailkube.core.kind.attachment.AttachmentWorkload;
import io.contrailkube.core.kind.endpoints.EndpointIndex;
import io.contrailkube.core.kind.endpoints.MemberWorkload;
import io.contrailkube.core.kind.ingress.IngressWorkload;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyWorkload;
import io.contrailkube.core.kind.pod.PodWorkload;
import io.contrailkube.core.kind.service.ServiceWorkload;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.workload.Workload;
import java.util.List;

/** Every sort of workload that a namespace may hold, wired for one namespace. */
public final class KubeWorkloads {
    private KubeWorkloads() {}

    public static List<Workload> of(ObjectNames names) {
        var endpoints = new EndpointIndex();
        return List.of(
                new MemberWorkload(endpoints),
                new PodWorkload(endpoints),
                new ServiceWorkload(endpoints),
                new IngressWorkload(),
                new AttachmentWorkload(names),
                new NetworkPolicyWorkload());
    }
}
