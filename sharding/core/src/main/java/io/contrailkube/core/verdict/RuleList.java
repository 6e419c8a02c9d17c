package io.contrailkube.core.verdict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rules that an interface has, in order. Which of them fit an end is found out once for each end. */
final class RuleList {
    private final List<ContrailRule> rules;
    private final Sieve senders;
    private final Sieve receivers;

    RuleList(List<ContrailRule> rules) {
        this.rules = List.copyOf(rules);
        this.senders = new Sieve(this.rules, ContrailRule::from);
        this.receivers = new Sieve(this.rules, ContrailRule::to);
    }

    /** The rules of which one end fits. */
    private static final class Sieve {
        /** Rules often share an end; each is tried once. */
        private final Map<RuleEnd, BitSet> rulesWith = new HashMap<>();

        private final Map<ContrailEnd, BitSet> fitting = new HashMap<>();

        Sieve(List<ContrailRule> rules, Function<ContrailRule, RuleEnd> side) {
            for (int i = 0; i < rules.size(); i++) {
                rulesWith
                        .computeIfAbsent(side.apply(rules.get(i)), any -> new BitSet())
                        .set(i);
            }
        }

        BitSet of(ContrailEnd end) {
            return fitting.computeIfAbsent(end, this::sift);
        }

        private BitSet sift(ContrailEnd end) {
            var bits = new BitSet();
            rulesWith.forEach((side, with) -> {
                if (side.matches(end)) {
                    bits.or(with);
                }
            });
            return bits;
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The rules that fit both ends, whatever is sent, in order. */
    List<ContrailRule> between(ContrailEnd source, ContrailEnd destination) {
        BitSet both = (BitSet) senders.of(source).clone();
        both.and(receivers.of(destination));
        List<ContrailRule> between = new ArrayList<>();
        for (int i = both.nextSetBit(0); i >= 0; i = both.nextSetBit(i + 1)) {
            ContrailRule rule = rules.get(i);
            if (rule.areAlike(source, destination)) {
                between.add(rule);
            }
        }
        return between;
    }

    /** The first of them that is for this traffic; null if there is none. */
    static @Nullable ContrailRule first(List<ContrailRule> between, Traffic traffic, SctpPorts sctp) {
        for (ContrailRule rule : between) {
            if (rule.hasService(traffic, sctp)) {
                return rule;
            }
        }
        return null;
    }
}
