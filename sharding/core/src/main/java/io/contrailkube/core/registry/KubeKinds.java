package io.contrailkube.core.registry;

import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.attachment.AttachmentKind;
import io.contrailkube.core.kind.endpoints.EndpointsKind;
import io.contrailkube.core.kind.ingress.IngressClassKind;
import io.contrailkube.core.kind.ingress.IngressKind;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyKind;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.service.ServiceKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every kind we watch. Ingest, entities and serialisation are generic over this list. */
public final class KubeKinds {
    public static final List<KubeKind> ALL = List.of(
            new NamespaceKind(),
            new PodKind(),
            new ServiceKind(),
            new EndpointsKind(),
            new IngressKind(),
            new IngressClassKind(),
            new AttachmentKind(),
            new NetworkPolicyKind());

    /** Names of the kinds whose objects belong to a namespace. */
    public static final Set<String> IN_NAMESPACES = names(false);

    /** Names of the kinds whose objects belong to no namespace. */
    public static final Set<String> CLUSTER_SCOPED = names(true);

    private KubeKinds() {}

    private static Set<String> names(boolean clusterScoped) {
        return ALL.stream()
                .filter(kind -> kind.clusterScoped() == clusterScoped)
                .map(KubeKind::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
