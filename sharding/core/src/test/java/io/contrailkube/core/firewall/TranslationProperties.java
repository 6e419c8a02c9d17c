package io.contrailkube.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.firewall.Agreement.Setting;
import io.contrailkube.core.firewall.RandomTown.Addresses;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Kubernetes means and what Contrail makes of the translation is the same, in any town (spec 03 section 13.4). */
class TranslationProperties {
    /** For each setting; more with {@code -DtranslationTowns=100000}. */
    private static final int TOWNS = Integer.getInteger("translationTowns", 800);

    private static final int VERSION_6_IN = 8;

    @ParameterizedTest
    @EnumSource
    @Spec("NP-84")
    void everyFlowIsDecidedAlike(Setting setting) {
        for (int seed = 0; seed < TOWNS; seed++) {
            boolean version6 = seed % VERSION_6_IN == 0;
            // Other towns for other settings.
            Town town = RandomTown.of(
                    (long) seed * Setting.values().length + setting.ordinal(),
                    version6 ? Addresses.SIX : Addresses.FOUR);
            assertThat(new Agreement(town, setting).faults(RandomTown.outside(version6), RandomTown.TRAFFIC))
                    .as("town %s: %s", seed, town.objects())
                    .isEmpty();
        }
    }

    /** Tags do not tell by which of its addresses a pod is reached, see docs/adr/0013. */
    @Test
    void wherePodsHaveAddressesOfBothVersionsWhatIsAllowedByOneMayPassByTheOther() {
        int wrong = 0;
        for (int seed = 0; seed < TOWNS / VERSION_6_IN; seed++) {
            Town town = RandomTown.of(seed, Addresses.BOTH);
            var agreement = new Agreement(town, Setting.STRICT);
            var matrices = Stream.of(false, true)
                    .map(version6 -> agreement
                            .oracles(Setting.STRICT.consent())
                            .matrix(parties(town, version6), RandomTown.TRAFFIC))
                    .toList();
            for (int version = 0; version < 2; version++) {
                Reach wanted = matrices.get(version).wanted();
                Reach done = matrices.get(version).done();
                Reach wantedByOther = matrices.get(1 - version).wanted();
                int parties = wanted.parties().size();
                int pods = town.pods().size();
                for (int flow = 0; flow < parties * parties * RandomTown.TRAFFIC.size(); flow++) {
                    int from = flow / RandomTown.TRAFFIC.size() / parties;
                    int to = flow / RandomTown.TRAFFIC.size() % parties;
                    int what = flow % RandomTown.TRAFFIC.size();
                    if (wanted.allows(from, to, what) != done.allows(from, to, what)) {
                        wrong++;
                        assertThat(done.allows(from, to, what)
                                        && from < pods
                                        && to < pods
                                        && wantedByOther.allows(from, to, what))
                                .as("%s to %s in town %s: %s", from, to, seed, town.objects())
                                .isTrue();
                    }
                }
            }
            assertThat(agreement.disorder()).isEmpty();
        }
        assertThat(wrong).isPositive();
    }

    private static List<Party> parties(Town town, boolean version6) {
        List<Party> parties = new ArrayList<>();
        town.pods().values().forEach(pod -> pod.addresses().stream()
                .filter(address -> address.isVersion6() == version6)
                .forEach(address -> parties.add(Party.parse(address.address()))));
        parties.addAll(RandomTown.outside(version6));
        return parties;
    }
}
