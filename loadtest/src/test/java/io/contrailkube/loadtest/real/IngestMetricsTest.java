package io.contrailkube.loadtest.real;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IngestMetricsTest {
    private static final String TEXT =
            """
            # TYPE contrail_kube_ingest_relists_total counter
            contrail_kube_ingest_relists_total{cause="cut",kind="Namespace"} 4.0
            contrail_kube_ingest_relists_total{cause="expired",kind="Namespace"} 2.0
            contrail_kube_ingest_relists_total{cause="expired",kind="Pod"} 8.0
            contrail_kube_ingest_lists_total{kind="Namespace"} 16.0
            """;

    @Test
    void samplesOfNamespacesWithTheLabelAreAdded() {
        assertThat(IngestMetrics.sum(TEXT, "contrail_kube_ingest_relists_total{", "cause=\"expired\""))
                .isEqualTo(2);
        assertThat(IngestMetrics.sum(TEXT, "contrail_kube_ingest_relists_total{", ""))
                .isEqualTo(6);
    }

    @Test
    void aNodeThatCountsNothingAddsNothing() {
        assertThat(IngestMetrics.sum("", "contrail_kube_ingest_lists_total{", ""))
                .isZero();
    }
}
