package io.contrailkube.node.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.contrailkube.core.verdict.ContrailVerdict;
import io.contrailkube.core.verdict.KubernetesVerdict;
import io.contrailkube.core.verdict.Oracles.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one flow.
 *
 * @param kubernetes {@code allow} or {@code deny}
 * @param contrail the same
 * @param remarks what else is to be known
 */
public record FlowReport(
        String from,
        String to,
        String port,
        String kubernetes,
        String contrail,
        boolean agree,
        Reasons reasons,
        List<String> remarks) {
    /** Why, from both. */
    public record Reasons(List<Side> kubernetes, List<End> contrail) {}

    /** @param isolatedBy policies that select the pod for the direction @param allowedBy rules of them that allow the flow */
    public record Side(
            String direction, String pod, List<String> isolatedBy, List<KubernetesVerdict.Permit> allowedBy) {}

    /** @param policy firewall policy of the rule that decided; null with the rule if none fits */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record End(
            String at,
            @JsonProperty("interface") String port,
            String action,
            @Nullable String policy,
            @Nullable String rule) {}

    public static FlowReport of(Comparison comparison, List<String> remarks) {
        return new FlowReport(
                comparison.flow().from().toString(),
                comparison.flow().to().toString(),
                comparison.flow().traffic().toString(),
                word(comparison.wanted()),
                word(comparison.contrail().allowed()),
                comparison.agree(),
                new Reasons(
                        comparison.kubernetes().sides().stream()
                                .map(FlowReport::side)
                                .toList(),
                        comparison.contrail().ends().stream()
                                .map(FlowReport::end)
                                .toList()),
                List.copyOf(remarks));
    }

    static String word(boolean allowed) {
        return allowed ? "allow" : "deny";
    }

    private static Side side(KubernetesVerdict.Side side) {
        return new Side(
                side.direction().name().toLowerCase(Locale.ROOT),
                side.pod().toString(),
                side.isolatedBy(),
                side.allowedBy());
    }

    private static End end(ContrailVerdict.AtEnd end) {
        ContrailVerdict.Decisive because = end.because();
        return new End(
                end.party().toString(),
                end.port(),
                end.passes() ? "pass" : "deny",
                because == null ? null : leaf(because.policy()),
                because == null ? null : leaf(because.rule()));
    }

    /** Nearly all are in the policy management, which need not be said. */
    private static String leaf(String name) {
        String global = "default-policy-management:";
        return name.startsWith(global) ? name.substring(global.length()) : name;
    }

    /** For a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String difference = agree ? "" : ": THEY DIFFER";
        lines.add(
                from + " to " + to + ' ' + port + ": " + (agree ? kubernetes : "Kubernetes and Contrail") + difference);
        lines.add("Kubernetes: " + kubernetes);
        reasons.kubernetes().forEach(side -> lines.add("  " + sentence(side)));
        if (reasons.kubernetes().isEmpty()) {
            lines.add("  no policy can be about this flow");
        }
        lines.add("Contrail: " + contrail);
        reasons.contrail().forEach(end -> lines.add("  " + sentence(end)));
        if (reasons.contrail().isEmpty()) {
            lines.add("  no interface looks at this flow");
        }
        remarks.forEach(remark -> lines.add("Remark: " + remark));
        return lines;
    }

    private static String sentence(Side side) {
        String start = side.direction() + " of " + side.pod() + ": ";
        if (side.isolatedBy().isEmpty()) {
            return start + "no policy selects it";
        }
        String permits = side.allowedBy().stream()
                .map(permit -> permit.policy() + " rule " + permit.rule())
                .collect(Collectors.joining(", "));
        return start + "isolated by " + String.join(", ", side.isolatedBy())
                + (permits.isEmpty() ? "; no rule allows it" : "; allowed by " + permits);
    }

    private static String sentence(End end) {
        String start = "at " + end.at() + ": " + end.action();
        if (end.rule() != null) {
            return start + " by rule " + end.rule() + " of policy " + end.policy();
        }
        return start + (end.action().equals("pass") ? ", it has no rules" : ", no rule fits");
    }
}
