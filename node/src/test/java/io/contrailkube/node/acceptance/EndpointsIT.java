package io.contrailkube.node.acceptance;

import static io.contrailkube.node.acceptance.Kubernetes.ISOLATION;
import static io.contrailkube.node.acceptance.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a running node shows of itself. */
class EndpointsIT {
    private static final Installation HERE = Installation.started();
    private static final Pattern NAME = Pattern.compile("(?m)^# TYPE (contrail_kube_\\S+) (\\S+)$");

    /** Ends the lines of those that are there only after something has gone wrong. */
    private static final String SOMETIMES = ", sometimes";

    @AfterAll
    static void close() {
        HERE.close();
    }

    @Test
    void readinessNamesEveryCheck() {
        assertThat(HERE.readyz())
                .contains("[+]cluster-member ok")
                .contains("[+]journal ok")
                .contains("[+]contrail-api ok")
                .contains("[+]shard-region ok")
                .contains("[+]foundation ok")
                .contains("[+]watch/Namespace ok");
    }

    @Test
    void aNamespaceIsShownWithDecisionsObjectsAndHistory() {
        HERE.kubernetes().create("shown", ISOLATION, "true");
        HERE.awaitServed("shown");

        JsonNode view = HERE.namespace("shown");
        assertThat(view.path("uid").asText()).isEqualTo(HERE.kubernetes().uid("shown"));
        assertThat(view.path("settings").findValuesAsText("because")).anyMatch(why -> why.contains("isolation"));
        assertThat(view.path("objects").findValuesAsText("type"))
                .contains("project", "security-group", "virtual-network", "network-policy", "firewall-rule", "tag");
        view.path("objects").forEach(object -> {
            assertThat(object.path("state").asText()).isEqualTo("standing");
            assertThat(object.path("uuid").asText()).hasSize(36);
        });
        JsonNode history = HERE.ask("/api/v1/namespaces/shown/history").orFail().body();
        assertThat(history.size()).isGreaterThan(2);
        assertThat(HERE.ask("/api/v1/namespaces").body().findValuesAsText("name"))
                .contains("shown", "default");
        assertThat(HERE.ask("/api/v1/namespaces/unheard-of").status()).isEqualTo(404);
    }

    @Test
    void membersShardsGatewayAndWatchesAreShown() {
        assertThat(HERE.ask("/cluster/members").orFail().body().path("members")).hasSize(1);
        assertThat(HERE.ask("/cluster/shards/Namespace").orFail().body().path("regions"))
                .isNotEmpty();
        assertThat(HERE.ask("/api/v1/gateway")
                        .orFail()
                        .body()
                        .at("/servers/0/up")
                        .asBoolean())
                .isTrue();
        assertThat(HERE.ask("/api/v1/watches").orFail().body().at("/0/kind").asText())
                .isEqualTo("Namespace");
        assertThat(HERE.ask("/api/v1/cluster").orFail().body().path("ready").asBoolean())
                .isTrue();
        assertThat(HERE.ask("/api/v1/cluster/history").orFail().body()).isNotEmpty();
    }

    @Test
    void changesOfTheClusterNeedTheToken() {
        assertThat(HERE.order("/api/v1/audit", "wrong").status()).isEqualTo(401);
        assertThat(HERE.order("/cluster/members", "wrong").status()).isEqualTo(401);
        HERE.audit();
    }

    /** Dashboards and alarms are built on these names: whoever changes one changes the file. */
    @Test
    void metricsHaveTheNamesThatWereAgreed() throws IOException {
        HERE.kubernetes().create("measured", ISOLATION, "perhaps");
        HERE.kubernetes().awaitEvent("measured", "InvalidAnnotation");
        HERE.awaitServed("measured");
        List<String> agreed = golden();
        List<String> all =
                agreed.stream().map(line -> line.replace(SOMETIMES, "")).toList();
        List<String> always =
                agreed.stream().filter(line -> !line.endsWith(SOMETIMES)).toList();

        eventually(() -> assertThat(names()).containsAll(always));

        assertThat(all).containsAll(names());
        assertThat(all)
                .allMatch(name -> name.matches("contrail_kube_(gateway|ingest|sharding|journal|node)_[a-z_]+"
                        + "(_total counter|_seconds (summary|histogram)|_reads summary| gauge)"));
        String metrics = HERE.ask("/metrics").text();
        assertThat(metrics).contains("jvm_memory_used_bytes").contains("process_uptime_seconds");
        assertThat(metrics).contains("contrail_kube_sharding_change_served_seconds_bucket{kind=\"Namespace\"");
        for (String label : List.of("measured", HERE.kubernetes().uid("measured"))) {
            assertThat(metrics).as("labels are bounded").doesNotContain('"' + label + '"');
        }
    }

    private static SortedSet<String> names() {
        var names = new TreeSet<String>();
        NAME.matcher(HERE.ask("/metrics").orFail().text())
                .results()
                .forEach(found -> names.add(found.group(1) + ' ' + found.group(2)));
        return names;
    }

    private static List<String> golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EndpointsIT.class.getResourceAsStream("metrics.txt"), "metrics.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
