package io.contrailkube.core.verdict;

import java.util.List;
import java.util.Set;

/** An end of a firewall rule (spec 03 section 9.5). */
sealed interface RuleEnd {
    boolean matches(ContrailEnd end);

    /** Everybody. */
    record Anything() implements RuleEnd {
        @Override
        public boolean matches(ContrailEnd end) {
            return true;
        }
    }

    /** Who has all of these tags. */
    record Tagged(Set<String> tags) implements RuleEnd {
        @Override
        public boolean matches(ContrailEnd end) {
            return end.tags().hasAll(tags);
        }
    }

    /** Who has one of the addresses, or all of the tags of an address group that has some. */
    record Group(List<IpBlock> blocks, Set<String> tags) implements RuleEnd {
        @Override
        public boolean matches(ContrailEnd end) {
            return blocks.stream().anyMatch(end::isIn)
                    || (!tags.isEmpty() && end.tags().hasAll(tags));
        }
    }

    /** Who is in this network. */
    record Network(String name) implements RuleEnd {
        @Override
        public boolean matches(ContrailEnd end) {
            return end.isInNetwork(name);
        }
    }
}
