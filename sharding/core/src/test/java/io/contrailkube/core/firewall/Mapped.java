package io.contrailkube.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.firewall.Agreement.Setting;
import io.contrailkube.core.policy.Layout;
import io.contrailkube.core.policy.Layout.Part;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A town with the policies of a case, and what becomes of them. */
final class Mapped {
    private static final List<Party> OUTSIDE = Stream.of("8.8.8.8", "10.0.0.77", "172.17.1.5", "172.17.2.5")
            .map(Party::parse)
            .toList();

    private static final List<Traffic> TRAFFIC = Stream.concat(
                    Stream.of(53, 80, 443, 5000, 5978, 6379, 8080, 31999, 32000, 32768, 32769)
                            .flatMap(port -> Stream.of(Traffic.tcp(port), Traffic.udp(port), Traffic.sctp(port))),
                    Stream.of(new Traffic(Traffic.Protocol.ICMP, 0)))
            .toList();

    private final Town town;
    private final Agreement strict;

    /** @param town complete; both oracles must agree on all flows in it, in every setting */
    Mapped(Town town) {
        this.town = town;
        this.strict = new Agreement(town, Setting.STRICT);
        for (Setting setting : Setting.values()) {
            assertThat(new Agreement(town, setting).faults(OUTSIDE, TRAFFIC))
                    .as(setting.toString())
                    .isEmpty();
        }
    }

    /** Without policies. */
    static Town town() {
        return new Town()
                .namespace("web", "{}")
                .namespace("ops", "{team: 'ops'}")
                .namespace("kube-system", "{name: 'kube-system'}")
                .namespace("default", "{}")
                .namespace("mine", "{project: 'myproject'}")
                .pod("web/api", "10.1.0.1", "{app: 'api', tier: 'a'}", named("http", 8080))
                .pod("web/front", "10.1.0.2", "{app: 'front', env: 'dev', role: 'probe'}", named("http", 80))
                .pod("web/a", "10.1.0.3", "{app: 'a', tier: 'c'}")
                .pod("web/b", "10.1.0.4", "{app: 'b', tier: 'b', env: 'prod'}")
                .pod("web/c", "10.1.0.5", "{app: 'c'}")
                .pod("ops/probe", "10.1.1.1", "{role: 'probe'}")
                .pod("ops/other", "10.1.1.2", "{team: 'web'}")
                .pod("kube-system/dns", "10.1.2.1", "{'k8s-app': 'kube-dns'}")
                .nodePod("kube-system/node", "192.168.7.7", "{'k8s-app': 'kube-dns', app: 'api'}")
                .pod("default/db", "10.1.3.1", "{role: 'db'}")
                .pod("default/front", "10.1.3.2", "{role: 'frontend'}")
                .pod("mine/any", "10.1.4.1", "{}");
    }

    static String named(String name, int number) {
        return "[{name: '" + name + "', containerPort: " + number + "}]";
    }

    /** With one policy, {@code web/p}. */
    static Mapped of(String spec) {
        return new Mapped(town().policy("web/p", spec));
    }

    /** The rules in their order, but those that let everything pass to and from the pods of every namespace. */
    List<String> rules() {
        return rules(strict);
    }

    List<String> rulesInFlow() {
        return rules(new Agreement(town, Setting.FLOW));
    }

    private static List<String> rules(Agreement agreement) {
        List<String> rules = new ArrayList<>();
        for (Layout.Section section : agreement.built().layout().sections()) {
            if (section.part() != Part.ALLOW_ALL) {
                String part = section.part().toString().toLowerCase(Locale.ROOT);
                section.lines()
                        .forEach(line -> rules.add(part + ": " + (line.passes() ? "pass " : "deny ") + line.service()
                                + ' ' + line.from().text() + " > " + line.to().text()));
            }
        }
        return rules;
    }

    boolean passes(String from, String to, Traffic traffic) {
        return strict.passes(from, to, traffic);
    }

    /** Whether TCP 80 passes. */
    boolean passes(String from, String to) {
        return passes(from, to, Traffic.tcp(80));
    }

    /** Whether TCP 80 passes where one end decides. */
    boolean passesInFlow(String from, String to) {
        return new Agreement(town, Setting.FLOW).passes(from, to, Traffic.tcp(80));
    }

    /** All that can send TCP 80 to a pod. */
    List<String> sources(String to) {
        return all().filter(from -> passes(from, to)).toList();
    }

    /** All to which a pod can send TCP 80. */
    List<String> destinations(String from) {
        return all().filter(to -> passes(from, to)).toList();
    }

    private Stream<String> all() {
        return Stream.concat(town.kubernetes().pods().stream(), OUTSIDE.stream())
                .map(Party::toString);
    }
}
