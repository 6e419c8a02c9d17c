package io.contrailkube.core.contrail;

import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ContrailObjectTest {
    private static final ObjectKey NETWORK = ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "d", "p", "n");
    private static final ObjectKey PROJECT = ObjectKey.of(ContrailTypes.PROJECT, "d", "p");
    private static final ObjectKey IPAM = ObjectKey.of(ContrailTypes.NETWORK_IPAM, "d", "p", "i");
    private static final ObjectKey TAG = ObjectKey.of(ContrailTypes.TAG, "a=b");

    private static ContrailObject network(Consumer<ContrailObjectBuilder> change) {
        var builder = new ContrailObjectBuilder(NETWORK)
                .property("fabric_snat", false)
                .reference("network_ipam_refs", IPAM, object("{ipam_subnets: []}"))
                .whole("network_ipam_refs")
                .tag(TAG)
                .annotations(Map.of("owner", "k8s"));
        change.accept(builder);
        return builder.build();
    }

    @Test
    void needsItsParentWhatItRefersToItsOwnerAndWhatWasDeclared() {
        ObjectKey rule = ObjectKey.of(ContrailTypes.FIREWALL_RULE, "default-policy-management", "r");
        ObjectKey owner = ObjectKey.of(ContrailTypes.PROJECT, "d", "q");
        assertThat(network(builder -> builder.after(rule).owner(owner)).needs())
                .containsExactlyInAnyOrder(PROJECT, IPAM, TAG, rule, owner);
    }

    @Test
    void whatIsAtTheRootNeedsNoParent() {
        assertThat(new ContrailObjectBuilder(TAG).build().needs()).isEmpty();
    }

    @Test
    void claimsWhatItHoldsInListsSharedWithOthers() {
        ContrailObject network = network(builder -> VirtualNetwork.letRead(builder, "some-uuid"));
        assertThat(network.claims())
                .as("neither fields that are ours as a whole nor annotations")
                .containsExactly("perms2/some-uuid", "tag_refs/a=b");
    }

    @Test
    void fingerprintSeesEveryChangeAndNoChangeOfOrder() {
        String plain = network(builder -> {}).fingerprint();
        assertThat(network(builder -> {}).fingerprint()).isEqualTo(plain);
        ObjectKey other = ObjectKey.of(ContrailTypes.TAG, "c=d");
        for (Consumer<ContrailObjectBuilder> change : List.<Consumer<ContrailObjectBuilder>>of(
                builder -> builder.property("fabric_snat", true),
                builder -> builder.tag(other),
                builder -> builder.whole("tag_refs"),
                builder -> builder.annotations(Map.of("more", "1")),
                builder -> builder.owner(PROJECT),
                builder -> builder.reference("network_ipam_refs", IPAM, null))) {
            assertThat(network(change).fingerprint()).isNotEqualTo(plain);
        }
        assertThat(new ContrailObjectBuilder(NETWORK)
                        .tag(TAG)
                        .tag(other)
                        .build()
                        .fingerprint())
                .isEqualTo(new ContrailObjectBuilder(NETWORK)
                        .tag(other)
                        .tag(TAG)
                        .build()
                        .fingerprint());
    }

    @Test
    void uuidComesFromTheNameUnlessGiven() {
        assertThat(network(builder -> {}).uuid()).isEqualTo(Uuids.of(NETWORK));
        assertThat(network(builder -> builder.uuid("u")).uuid()).isEqualTo("u");
    }
}
