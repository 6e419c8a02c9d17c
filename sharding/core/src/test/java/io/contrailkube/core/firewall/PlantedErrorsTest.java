package io.contrailkube.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.firewall.Agreement.Setting;
import io.contrailkube.core.firewall.RandomTown.Addresses;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.Policy;
import io.contrailkube.core.policy.Policy.Peer;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.policy.Policy.Rule;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.verdict.Consent;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What random towns would find if the translation made the errors that are known of others (spec 03 section 15). */
class PlantedErrorsTest {
    private static final int TOWNS = 300;

    /** A way to misunderstand policies. */
    private enum Mistake {
        ONLY_THE_LAST_EGRESS_RULE(policy -> onlyTheLast(policy)),
        EMPTY_SELECTORS_ARE_EVERYBODY(rules(rule -> rule.peers().stream().anyMatch(Mistake::isEmpty)
                ? Stream.of(new Rule(List.of(), rule.ports()))
                : Stream.of(rule))),
        NAMESPACE_OR_POD(peers(peer -> peer instanceof Peer.Selected selected
                        && selected.namespaces() != null
                        && selected.pods() != null
                ? Stream.of(new Peer.Selected(selected.namespaces(), null), new Peer.Selected(null, selected.pods()))
                : Stream.of(peer))),
        NO_EXPRESSIONS(peers(peer -> peer instanceof Peer.Selected selected
                ? Stream.of(new Peer.Selected(plain(selected.namespaces()), plain(selected.pods())))
                : Stream.of(peer))),
        NO_EXCEPTIONS(peers(peer -> peer instanceof Peer.Addresses addresses
                ? Stream.of(new Peer.Addresses(addresses.prefix(), List.of()))
                : Stream.of(peer))),
        NO_SCTP(ports(port ->
                port instanceof Port.Numbers numbers && numbers.service().protocol() == Protocol.SCTP
                        ? Stream.empty()
                        : Stream.of(port))),
        NO_NAMES_OF_PORTS(ports(port -> port instanceof Port.Named ? Stream.empty() : Stream.of(port))),
        NO_END_OF_PORTS(ports(port -> port instanceof Port.Numbers numbers
                ? Stream.of(new Port.Numbers(first(numbers.service())))
                : Stream.of(port))),
        INGRESS_ALONE_ISOLATES(policy -> {
            var directions = new TreeMap<>(policy.directions());
            directions.remove(Direction.EGRESS);
            return new Policy(policy.subject(), directions);
        });

        private final UnaryOperator<Policy> made;

        Mistake(UnaryOperator<Policy> made) {
            this.made = made;
        }

        private static Policy onlyTheLast(Policy policy) {
            var directions = new TreeMap<>(policy.directions());
            directions.computeIfPresent(
                    Direction.EGRESS, (direction, rules) -> rules.subList(Math.max(0, rules.size() - 1), rules.size()));
            return new Policy(policy.subject(), directions);
        }

        private static boolean isEmpty(Peer peer) {
            return peer instanceof Peer.Selected selected
                    && selected.namespaces() == null
                    && LabelSelector.EVERYTHING.equals(selected.pods());
        }

        private static @Nullable LabelSelector plain(@Nullable LabelSelector selector) {
            return selector == null ? null : new LabelSelector(selector.labels(), List.of());
        }

        private static Service first(Service service) {
            return service.from() == 0 ? service : new Service(service.protocol(), service.from(), service.from());
        }

        private static UnaryOperator<Policy> rules(Function<Rule, Stream<Rule>> mistake) {
            return policy -> {
                var directions = new TreeMap<>(policy.directions());
                directions.replaceAll(
                        (direction, rules) -> rules.stream().flatMap(mistake).toList());
                return new Policy(policy.subject(), directions);
            };
        }

        private static UnaryOperator<Policy> peers(Function<Peer, Stream<Peer>> mistake) {
            return rules(rule ->
                    Stream.of(new Rule(rule.peers().stream().flatMap(mistake).toList(), rule.ports())));
        }

        /** Rules that are left without ports are left out, as they would mean everything. */
        private static UnaryOperator<Policy> ports(Function<Port, Stream<Port>> mistake) {
            return rules(rule -> {
                List<Port> ports = rule.ports().stream().flatMap(mistake).toList();
                return ports.isEmpty() && !rule.ports().isEmpty()
                        ? Stream.empty()
                        : Stream.of(new Rule(rule.peers(), ports));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistakesAreFound(Mistake mistake) {
        assertThat(IntStream.range(0, TOWNS)
                        .mapToObj(seed -> RandomTown.of(seed, Addresses.FOUR).mistaking(mistake.made))
                        .anyMatch(town -> !new Agreement(town, Setting.STRICT)
                                .faults(RandomTown.outside(false), RandomTown.TRAFFIC)
                                .isEmpty()))
                .isTrue();
    }

    /** The original takes the consent of one end for enough. */
    @Test
    void thatOneEndDecidesIsFound() {
        assertThat(IntStream.range(0, TOWNS)
                        .mapToObj(seed -> RandomTown.of(seed, Addresses.FOUR))
                        .anyMatch(town -> !new Agreement(town, Setting.FLOW)
                                .oracles(Consent.BOTH_ENDS)
                                .matrix(List.copyOf(town.kubernetes().pods()), RandomTown.TRAFFIC)
                                .differences()
                                .isEmpty()))
                .isTrue();
    }
}
