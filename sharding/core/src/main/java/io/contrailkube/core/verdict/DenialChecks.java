package io.contrailkube.core.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Each policy has a rule that denies the rest for each direction in which it isolates, and nothing else is denied. */
final class DenialChecks {
    private static final FirewallService EVERYTHING = new FirewallService(
            FirewallService.ANY, new FirewallService.PortRange(0, 65_535), new FirewallService.PortRange(0, 65_535));

    private final StaticChecks.Setting setting;
    private final Population population;
    private final ContrailDump dump;
    private final Faults faults;
    private final Interfaces interfaces;

    /** @param subject tags of the end that is isolated */
    private record Denial(String rule, Direction direction, Set<String> subject) {
        boolean isIn(String namespace) {
            return subject.contains("namespace=" + namespace);
        }
    }

    DenialChecks(
            StaticChecks.Setting setting,
            Population population,
            ContrailDump dump,
            Interfaces interfaces,
            Faults faults) {
        this.setting = setting;
        this.population = population;
        this.dump = dump;
        this.faults = faults;
        this.interfaces = interfaces;
    }

    void run() {
        List<Denial> denials = denials();
        Set<Denial> needed = new HashSet<>();
        for (KubePolicy policy : population.policies()) {
            policy.rules().keySet().forEach(direction -> {
                List<Denial> fitting = denials.stream()
                        .filter(denial -> denial.direction() == direction && fits(denial, policy))
                        .toList();
                if (fitting.isEmpty()) {
                    faults.add(
                            "NetworkPolicy " + policy, "isolates for " + direction + ", but no rule denies the rest");
                }
                needed.addAll(fitting);
            });
        }
        denials.stream()
                .filter(denial -> !needed.contains(denial))
                .forEach(
                        denial -> faults.add(ContrailDump.FIREWALL_RULE + ' ' + denial.rule(), "denies for no policy"));
        checkNumbers(denials);
    }

    private List<Denial> denials() {
        List<Denial> denials = new ArrayList<>();
        var reader = new RuleReader(dump, new HashSet<>());
        dump.of(ContrailDump.FIREWALL_POLICY).forEach((policy, body) -> {
            if (!setting.owns(body)) {
                return;
            }
            for (ContrailDump.Ref ref : ContrailDump.refs(body, "firewall_rule_refs")) {
                JsonNode rule = dump.find(ContrailDump.FIREWALL_RULE, ref.name());
                if (rule == null) {
                    faults.add(
                            ContrailDump.FIREWALL_POLICY + ' ' + policy,
                            "has rule " + ref.name() + ", which is not there");
                } else if (policy.equals(setting.infra("denyall"))) {
                    reader.read(policy, ref.name(), rule).forEach(read -> denial(read, denials));
                } else if (!policy.equals(setting.infra("pairdeny"))
                        && reader.read(policy, ref.name(), rule).stream().anyMatch(read -> !read.pass())) {
                    faults.add(ContrailDump.FIREWALL_RULE + ' ' + ref.name(), "denies, but is in " + policy);
                }
            }
        });
        return denials;
    }

    private void denial(ContrailRule rule, List<Denial> denials) {
        boolean ingress = rule.from() instanceof RuleEnd.Anything;
        RuleEnd subject = ingress ? rule.to() : rule.from();
        boolean oneSided = ingress != rule.to() instanceof RuleEnd.Anything;
        if (!rule.pass()
                && oneSided
                && rule.services().equals(List.of(EVERYTHING))
                && subject instanceof RuleEnd.Tagged tagged) {
            denials.add(new Denial(
                    rule.name(), ingress ? Direction.INGRESS : Direction.EGRESS, new LinkedHashSet<>(tagged.tags())));
        } else {
            faults.add(ContrailDump.FIREWALL_RULE + ' ' + rule.name(), "does not deny everything from or to some pods");
        }
    }

    private boolean fits(Denial denial, KubePolicy policy) {
        boolean all = policy.subject().labels().isEmpty()
                && policy.subject().expressions().isEmpty();
        return denial.isIn(policy.namespace())
                && (denial.subject().size() == 1) == all
                && population.pods().stream().allMatch(pod -> interfaces.of(pod.id()).stream()
                        .allMatch(port -> port.tags().hasAll(denial.subject()) == policy.selects(pod)));
    }

    /** Where there are no pods, rules of different subjects look alike; then at least their number must fit. */
    private void checkNumbers(List<Denial> denials) {
        for (String namespace : population.namespaces().keySet()) {
            for (Direction direction : Direction.values()) {
                long subjects = population.policies().stream()
                        .filter(policy -> policy.namespace().equals(namespace)
                                && policy.rules().containsKey(direction))
                        .map(KubePolicy::subject)
                        .distinct()
                        .count();
                long rules = denials.stream()
                        .filter(denial -> denial.direction() == direction && denial.isIn(namespace))
                        .count();
                if (rules > subjects) {
                    faults.add(
                            "Namespace " + namespace,
                            rules + " rules deny for " + direction + ", but " + subjects + " subjects are isolated");
                }
            }
        }
    }
}
