package io.contrailkube.core.firewall;

import io.contrailkube.core.policy.Layout.Enforcement;
import io.contrailkube.core.verdict.Consent;
import io.contrailkube.core.verdict.ContrailOracle;
import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.Oracles;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.StaticChecks;
import io.contrailkube.core.verdict.Traffic;
import java.util.ArrayList;
import java.util.List;

/** What Kubernetes and Contrail make of the same town. */
final class Agreement {
    private final Setting setting;
    private final Built built;
    private final Town town;
    private final KubernetesOracle kubernetes;
    private final ContrailOracle contrail;

    /** How the firewall of a cluster is made. */
    enum Setting {
        STRICT(Enforcement.STRICT, 256),
        /** With one rule that denies between all isolated pods. */
        STRICT_BY_ONE_RULE(Enforcement.STRICT, 0),
        FLOW(Enforcement.FLOW, 256);

        private final Enforcement enforcement;
        private final int pairLimit;

        Setting(Enforcement enforcement, int pairLimit) {
            this.enforcement = enforcement;
            this.pairLimit = pairLimit;
        }

        Consent consent() {
            return this == FLOW ? Consent.ONE_END : Consent.BOTH_ENDS;
        }
    }

    Agreement(Town town, Setting setting) {
        this.town = town;
        this.setting = setting;
        this.built = Built.of(town, setting.enforcement, setting.pairLimit);
        this.kubernetes = town.kubernetes();
        this.contrail = built.oracle(kubernetes);
    }

    Built built() {
        return built;
    }

    /** What is decided otherwise than Kubernetes means it, or is out of order; nothing if all is well. */
    List<String> faults(List<Party> outside, List<Traffic> traffic) {
        List<Party> parties = new ArrayList<>(kubernetes.pods());
        parties.addAll(outside);
        List<String> faults = new ArrayList<>();
        oracles(setting.consent()).matrix(parties, traffic).differences().forEach(flow -> faults.add(flow.toString()));
        faults.addAll(disorder());
        return faults;
    }

    /** What is out of order, whatever it decides. */
    List<String> disorder() {
        List<String> faults = new ArrayList<>(contrail.faults());
        StaticChecks.of(
                        new StaticChecks.Setting("k8s", "k8s", setting.enforcement == Enforcement.STRICT),
                        town.objects(),
                        built.dump())
                .forEach(fault -> faults.add(fault.toString()));
        return faults;
    }

    /** Whether a flow passes, about which both must agree. */
    boolean passes(String from, String to, Traffic traffic) {
        Oracles.Comparison both = oracles(setting.consent()).compare(Party.parse(from), Party.parse(to), traffic);
        if (!both.agree()) {
            throw new AssertionError(both.toString());
        }
        return both.wanted();
    }

    Oracles oracles(Consent consent) {
        return new Oracles(kubernetes, contrail, consent);
    }
}
