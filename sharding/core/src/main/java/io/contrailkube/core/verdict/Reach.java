package io.contrailkube.core.verdict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Which flows pass, among some parties. */
public final class Reach {
    private final List<Party> parties;
    private final List<Traffic> traffic;
    private final BitSet allowed;

    /** @param between what passes from one to another */
    static Reach of(List<Party> parties, List<Traffic> traffic, BiFunction<Party, Party, Predicate<Traffic>> between) {
        var allowed = new BitSet();
        int index = 0;
        for (Party from : parties) {
            for (Party to : parties) {
                Predicate<Traffic> passes = between.apply(from, to);
                for (Traffic what : traffic) {
                    allowed.set(index++, passes.test(what));
                }
            }
        }
        return new Reach(parties, traffic, allowed);
    }

    /** @param allowed by source, then destination, then traffic */
    private Reach(List<Party> parties, List<Traffic> traffic, BitSet allowed) {
        this.parties = List.copyOf(parties);
        this.traffic = List.copyOf(traffic);
        this.allowed = allowed;
    }

    /** One flow. */
    public record Flow(Party from, Party to, Traffic traffic) {
        @Override
        public String toString() {
            return from + " to " + to + ' ' + traffic;
        }
    }

    public List<Party> parties() {
        return parties;
    }

    public List<Traffic> traffic() {
        return traffic;
    }

    /** By indexes in the lists. */
    public boolean allows(int from, int to, int what) {
        return allowed.get(index(from, to, what));
    }

    /** The flows that pass in one and not in the other; both are of the same parties and traffic. */
    public List<Flow> differences(Reach other) {
        if (!parties.equals(other.parties) || !traffic.equals(other.traffic)) {
            throw new IllegalArgumentException("only flows of the same parties can be compared");
        }
        BitSet different = (BitSet) allowed.clone();
        different.xor(other.allowed);
        List<Flow> flows = new ArrayList<>();
        different.stream().forEach(index -> flows.add(flow(index)));
        return flows;
    }

    /** The flows that pass here and neither there nor there, or not here but there and there. */
    public List<Flow> strayFrom(Reach one, Reach other) {
        BitSet stray = (BitSet) one.allowed.clone();
        stray.and(other.allowed);
        stray.andNot(allowed);
        BitSet opened = (BitSet) allowed.clone();
        opened.andNot(one.allowed);
        opened.andNot(other.allowed);
        stray.or(opened);
        List<Flow> flows = new ArrayList<>();
        stray.stream().forEach(index -> flows.add(flow(index)));
        return flows;
    }

    private Flow flow(int index) {
        int pair = index / traffic.size();
        return new Flow(
                parties.get(pair / parties.size()),
                parties.get(pair % parties.size()),
                traffic.get(index % traffic.size()));
    }

    private int index(int from, int to, int what) {
        return (from * parties.size() + to) * traffic.size() + what;
    }
}
