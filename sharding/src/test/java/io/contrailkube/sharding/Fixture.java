package io.contrailkube.sharding;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.contrailkube.core.config.ClusterSettings;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.port.FactChange;
import io.contrailkube.core.spec.ObjectNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings and facts that tests start from. */
final class Fixture {
    static final ObjectNames NAMES = new ObjectNames(new ClusterSettings(
            "k8s",
            "k8s",
            new ClusterSettings.Tenancy(
                    "default-domain", null, "k8s-default-pod-network", "k8s-default-service-network"),
            new ClusterSettings.Addressing(
                    List.of(Cidr.parse("10.32.0.0/12")),
                    List.of(Cidr.parse("10.96.0.0/12")),
                    List.of(Cidr.parse("10.64.0.0/12"))),
            new ClusterSettings.Features(false, false, false, false, null),
            new ClusterSettings.Security("k8s", false, ClusterSettings.NetworkPolicies.DEFAULTS),
            new ClusterSettings.Nested(false, null, List.of()),
            new ClusterSettings.KubernetesApi("10.0.0.1", 6443, "kubernetes", true),
            ClusterSettings.Workloads.DEFAULTS));

    /** To a namespace that has no policies. */
    static final NamespaceCommand.FoundationStands FOUNDATION_STANDS = foundationStands(1);

    private Fixture() {}

    static NamespaceCommand.FoundationStands foundationStands(int attempt) {
        return new NamespaceCommand.FoundationStands(attempt, Assignment.NONE, 0);
    }

    /** @param storage name of the journal */
    static Config config(String storage) {
        return ConfigFactory.load(ConfigFactory.parseString("shared-journal.storage = \"" + storage + '"')
                .withFallback(ConfigFactory.parseResources("application-test.conf")));
    }

    static NamespaceFact namespace(String name, Map<String, String> annotations) {
        return namespace(name, "uid-of-" + name, annotations);
    }

    static NamespaceFact namespace(String name, String uid, Map<String, String> annotations) {
        return new NamespaceFact(
                new ObjectId(NamespaceKind.NAME, name, name, uid),
                new TreeMap<>(Map.of("team", "net")),
                new TreeMap<>(annotations),
                false);
    }

    static FactChange present(KubeFact fact) {
        return new FactChange.Present(fact, Instant.now());
    }

    static FactChange absent(KubeFact fact) {
        return new FactChange.Absent(fact.id(), Instant.now());
    }
}
