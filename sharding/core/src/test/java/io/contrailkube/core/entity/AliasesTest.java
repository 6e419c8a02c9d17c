package io.contrailkube.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.state.LedgerEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of the rules and names that stand. */
class AliasesTest {
    private static final OwnerKey POD = new OwnerKey("Pod", "1");
    private static final OwnerKey SERVICE = new OwnerKey("Service", "2");
    private static final OwnerKey MEMBER = new OwnerKey("Member", "web/1");
    private static final ObjectKey OURS = port("ours");
    private static final ObjectKey REAL = port("real");
    private static final ObjectKey ADDRESS = ObjectKey.of(ContrailTypes.INSTANCE_IP, "address");

    private final Aliases aliases = new Aliases();

    private static ObjectKey port(String name) {
        return ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "d", "p", name);
    }

    private static LedgerEntry entry(ObjectKey key, String... claims) {
        return LedgerEntry.found(key, "uuid of " + key, Origin.RECOVERED, List.of(claims));
    }

    private static Map<ObjectKey, LedgerEntry> ledger(LedgerEntry entry, LedgerEntry other) {
        return Map.of(entry.key(), entry, other.key(), other);
    }

    private static LedgerEntry known(ObjectKey real, ObjectKey ours) {
        return entry(real).noting(LedgerEntry.CANONICAL, ours.toString());
    }

    private ContrailObject real(OwnerKey owner, ContrailObject wanted) {
        return aliases.real(owner, List.of(wanted)).get(0);
    }

    @Test
    void whatIsWantedStandsUnderItsRealNameWithItsRealUuid() {
        aliases.follow(POD, Map.of(REAL, known(REAL, OURS)));
        ContrailObject wanted = ContrailObject.builder(OURS.type(), OURS.fqName())
                .property("display_name", "ours")
                .build();
        ContrailObject actual = real(POD, wanted);
        assertThat(actual.key()).isEqualTo(REAL);
        assertThat(actual.uuid()).isEqualTo("uuid of " + REAL);
        assertThat(actual.properties().path("display_name").asText()).isEqualTo("real");
    }

    @Test
    void whatRefersToItRefersToTheRealOne() {
        aliases.follow(POD, Map.of(REAL, known(REAL, OURS)));
        ContrailObject wanted = ContrailObject.builder(ADDRESS.type(), ADDRESS.fqName())
                .reference("virtual_machine_interface_refs", OURS, null)
                .after(OURS)
                .build();
        ContrailObject actual = real(POD, wanted);
        assertThat(actual.key()).isEqualTo(ADDRESS);
        assertThat(actual.references()).extracting(Reference::to).containsExactly(REAL);
        assertThat(actual.after()).containsExactly(REAL);
    }

    @Test
    void rulesSeeItUnderTheNameThatTheyKnowAlsoInClaims() {
        var standing =
                ledger(known(REAL, OURS), entry(ADDRESS, "virtual_machine_interface_refs/d:p:real", "tag_refs/a=b"));
        aliases.follow(POD, standing);
        Map<ObjectKey, LedgerEntry> shown = aliases.shown(POD, standing);
        assertThat(shown).containsOnlyKeys(OURS, ADDRESS);
        assertThat(shown.values())
                .extracting(LedgerEntry::uuid)
                .containsExactlyInAnyOrder("uuid of " + REAL, "uuid of " + ADDRESS);
        assertThat(shown.values())
                .flatExtracting(LedgerEntry::claims)
                .containsExactly("virtual_machine_interface_refs/d:p:ours", "tag_refs/a=b");
    }

    @Test
    void membersOfOthersFollowTheirPool() {
        ObjectKey ours = ObjectKey.of(ContrailTypes.LOADBALANCER_POOL, "d", "p", "ours");
        ObjectKey real = ObjectKey.of(ContrailTypes.LOADBALANCER_POOL, "d", "p", "real");
        ObjectKey wanted =
                new ObjectKey(ContrailTypes.LOADBALANCER_MEMBER, ours.fqName().child("m"));
        ObjectKey stands =
                new ObjectKey(ContrailTypes.LOADBALANCER_MEMBER, real.fqName().child("m"));
        aliases.follow(SERVICE, Map.of(real, known(real, ours)));

        assertThat(real(
                                MEMBER,
                                ContrailObject.builder(wanted.type(), wanted.fqName())
                                        .build())
                        .key())
                .isEqualTo(stands);
        assertThat(aliases.shown(MEMBER, Map.of(stands, entry(stands)))).containsOnlyKeys(wanted);

        aliases.follow(SERVICE, Map.of());
        assertThat(aliases.shown(MEMBER, Map.of(stands, entry(stands)))).containsOnlyKeys(stands);
    }

    @Test
    void aPredecessorsMachineDoesNotGiveItsNameToTheNextPod() {
        aliases.follow(POD, Map.of(REAL, known(REAL, OURS)));
        ContrailObject wanted =
                ContrailObject.builder(OURS.type(), OURS.fqName()).build();
        assertThat(real(new OwnerKey("Pod", "2"), wanted)).isEqualTo(wanted);
    }
}
