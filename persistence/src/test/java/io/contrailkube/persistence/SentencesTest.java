package io.contrailkube.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEvent;
import io.contrailkube.persistence.format.Samples;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void everyEventIsTold() {
        assertThat(Samples.ALL.stream().map(Sentences::of).flatMap(Optional::stream))
                .containsExactly(
                        "plan begun for Namespace/8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11: creating virtual-network"
                                + " default-domain:k8s-blue:k8s-blue-pod-network; changing project"
                                + " default-domain:k8s-blue; deleting tag a, tag application=k8s",
                        "plan ended for Pod/0c9f2a6e-77a4-4c34-8a5d-6f0d2b9e4c22: standing project"
                                + " default-domain:k8s-blue, instance-ip web-0__77aa0c1e; gone tag application=k8s",
                        "looked in Contrail for Pod/0c9f2a6e-77a4-4c34-8a5d-6f0d2b9e4c22: found instance-ip"
                                + " web-0__77aa0c1e; missing virtual-network"
                                + " default-domain:k8s-blue:k8s-blue-pod-network",
                        "serving the namespace of uid 8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11",
                        "isolated until the namespace is deleted",
                        "pod network is on the underlay, and stays so",
                        "the namespace is deleted and nothing stands for it any more",
                        "namespace default wants among the shared objects: tags namespace=default; its firewall rules;"
                                + " link-local services default-domain-k8s-default-kubernetes-443; that its labels and"
                                + " named ports are known",
                        "namespace blue is gone for good",
                        "default pod network is not on the underlay, and stays so",
                        "namespace blue wants of network policy web (3a7d6c11-77a4-4c34-8a5d-6f0d2b9e4c55):"
                                + " edition 0123456789ab in force, edition eae9ef050e47 prepared",
                        "edition eae9ef050e47 of network policy 3a7d6c11-77a4-4c34-8a5d-6f0d2b9e4c55 in namespace"
                                + " blue is at stage 3",
                        "isolated pods are kept apart by marks on each of them");
    }

    @Test
    void everyWishIsTold() {
        var contribution = new Contribution(
                new TreeSet<>(List.of("namespace=blue", "team=a")),
                false,
                false,
                "8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11");
        assertThat(Sentences.of(new ClusterEvent.Contributed("blue", contribution)))
                .hasValue("namespace blue wants among the shared objects: tags namespace=blue, team=a;"
                        + " SNAT of the default pod network off; read access for project"
                        + " 8e1a7b52-5c1b-4a5e-9d0e-3f1f5b7c0a11");
    }

    @Test
    void whatAPolicyNeedsNoMoreIsTold() {
        var forgotten = new ClusterEvent.PolicyClaimed(
                "blue", "uid", "web", "k8s-blue-web", "00100.0", new TreeMap<>(), List.of());
        assertThat(Sentences.of(forgotten)).hasValue("namespace blue wants of network policy web (uid): nothing");
        assertThat(Sentences.of(new ClusterEvent.SubjectsMarked(false)))
                .hasValue("isolated pods are kept apart by rules for pairs");
    }

    @Test
    void longListsAreCutShort() {
        List<ObjectKey> many = IntStream.range(0, 7)
                .mapToObj(i -> ObjectKey.of("tag", "t" + i))
                .toList();

        assertThat(Sentences.of(new LedgerEvent.PlanEnded(new OwnerKey("Pod", "p"), List.of(), many)))
                .hasValue("plan ended for Pod/p: gone tag t0, tag t1, tag t2, tag t3, tag t4 and 2 more");
        assertThat(Sentences.of(new LedgerEvent.PlanEnded(new OwnerKey("Pod", "p"), List.of(), List.of())))
                .hasValue("plan ended for Pod/p: nothing");
    }
}
