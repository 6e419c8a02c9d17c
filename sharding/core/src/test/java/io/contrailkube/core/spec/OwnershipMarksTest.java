package io.contrailkube.core.spec;

import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipMarksTest {
    private final OwnershipMarks marks = new OwnershipMarks(names());

    @Test
    void nameWhatAnObjectIsMadeFor() {
        assertThat(marks.of("Namespace", "ns1", "ns1"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "owner",
                        "k8s",
                        "cluster",
                        "k8s",
                        "project",
                        "k8s-ns1",
                        "kind",
                        "Namespace",
                        "namespace",
                        "ns1",
                        "name",
                        "ns1"));
        assertThat(marks.ofCluster())
                .containsEntry("kind", "Cluster")
                .containsEntry("name", "k8s")
                .containsEntry("namespace", "")
                .containsEntry("project", "k8s-default");
    }

    @Test
    void areOursWhenOwnerAndClusterMatch() {
        assertThat(marks.areOn(marks.ofCluster())).isTrue();
        assertThat(marks.areOn(Map.of("owner", "k8s", "cluster", "other"))).isFalse();
        assertThat(marks.areOn(Map.of("cluster", "k8s"))).isFalse();
        assertThat(marks.areOn(Map.of())).isFalse();
        var other = new OwnershipMarks(settings().cluster("c2").names());
        assertThat(other.areOn(marks.ofCluster())).isFalse();
    }

    @Test
    void claimsNameEveryMark() {
        assertThat(OwnershipMarks.CLAIMS)
                .contains("annotations/owner", "annotations/cluster", "annotations/k8s_uuid", "annotations/role");
    }
}
