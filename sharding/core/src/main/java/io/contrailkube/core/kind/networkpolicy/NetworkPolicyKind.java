package io.contrailkube.core.kind.networkpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.core.kind.KindNames;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.KubeObject;
import io.contrailkube.core.policy.PolicyReader;
import java.util.List;
import java.util.Optional;

/** NetworkPolicies, as Kubernetes serves them. */
public final class NetworkPolicyKind implements KubeKind {
    public static final String NAME = KindNames.NETWORK_POLICY;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ApiResource> resources() {
        return List.of(new ApiResource("networking.k8s.io", "v1", "networkpolicies"));
    }

    @Override
    public Class<NetworkPolicyFact> factType() {
        return NetworkPolicyFact.class;
    }

    @Override
    public Optional<KubeFact> decode(JsonNode object) {
        JsonNode spec = object.path("spec");
        PolicyReader.Reading reading = PolicyReader.read(spec);
        return Optional.of(new NetworkPolicyFact(
                new KubeObject(NAME, object).id(),
                reading.policy(),
                spec.isMissingNode() ? "null" : spec.toString(),
                reading.faults()));
    }
}
