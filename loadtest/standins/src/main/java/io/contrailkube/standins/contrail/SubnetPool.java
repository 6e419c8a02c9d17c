package io.contrailkube.standins.contrail;

import io.contrailkube.standins.contrail.SubnetPlan.Range;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses of one subnet, first fit from the chosen end (API-99). */
final class SubnetPool {
    /** Upstream numbers the candidates of a subnet in 16 bits. */
    private static final int MOST = 65_535;

    private final Map<Ip, String> used = new HashMap<>();
    /** Candidates in the order of allocation; a set bit is reserved or in use. */
    private final BitSet taken = new BitSet();

    private SubnetPlan plan;
    private int candidates;

    SubnetPool(SubnetPlan plan) {
        this.plan = plan;
        replan(plan);
    }

    /** Takes another plan for the same prefix; what is in use stays in use. */
    void replan(SubnetPlan changed) {
        plan = changed;
        taken.clear();
        BigInteger total = BigInteger.ZERO;
        for (Range range : plan.ranges().list()) {
            total = total.add(steps(range));
        }
        int reserved = 0;
        for (Ip ip : plan.reserved()) {
            reserved += mark(ip) ? 1 : 0;
        }
        int limit = MOST / plan.ranges().unit() + reserved;
        candidates = total.min(BigInteger.valueOf(limit)).intValue();
        used.keySet().forEach(this::mark);
    }

    SubnetPlan plan() {
        return plan;
    }

    Cidr cidr() {
        return plan.cidr();
    }

    /** The next free address, null when the subnet is full. */
    @Nullable
    Ip take(String holder) {
        int index = taken.nextClearBit(0);
        if (index >= candidates) {
            return null;
        }
        Ip ip = address(index);
        taken.set(index);
        used.put(ip, holder);
        return ip;
    }

    /** That very address; false when it is reserved or in use. */
    boolean take(Ip ip, String holder) {
        if (!isFree(ip)) {
            return false;
        }
        used.put(ip, holder);
        mark(ip);
        return true;
    }

    /** The first free address of a range that automatic allocation leaves out. */
    @Nullable
    Ip take(Range range, String holder) {
        for (Ip ip = range.first(); ip.compareTo(range.last()) <= 0; ip = ip.plus(1)) {
            if (cidr().contains(ip) && take(ip, holder)) {
                return ip;
            }
        }
        return null;
    }

    boolean isFree(Ip ip) {
        return !plan.reserved().contains(ip) && !used.containsKey(ip);
    }

    boolean isGateway(Ip ip) {
        return plan.hasGateway() && plan.gateway().equals(ip);
    }

    void free(Ip ip) {
        if (used.remove(ip) != null && !plan.reserved().contains(ip)) {
            int index = index(ip);
            if (index >= 0) {
                taken.clear(index);
            }
        }
    }

    Collection<Ip> used() {
        return used.keySet();
    }

    /** With the reserved ones, as upstream counts. */
    int count() {
        return used.size() + plan.reserved().size();
    }

    private boolean mark(Ip ip) {
        int index = index(ip);
        if (index >= 0) {
            taken.set(index);
        }
        return index >= 0;
    }

    private BigInteger steps(Range range) {
        return range.last()
                .number()
                .subtract(range.first().number())
                .divide(BigInteger.valueOf(plan.ranges().unit()))
                .add(BigInteger.ONE);
    }

    private Ip address(int index) {
        BigInteger left = BigInteger.valueOf(index);
        BigInteger unit = BigInteger.valueOf(plan.ranges().unit());
        for (Range range : ordered()) {
            BigInteger steps = steps(range);
            if (left.compareTo(steps) < 0) {
                BigInteger step = plan.fromStart() ? left : steps.subtract(left).subtract(BigInteger.ONE);
                return new Ip(
                        range.first().number().add(step.multiply(unit)),
                        cidr().network().v6());
            }
            left = left.subtract(steps);
        }
        throw new IllegalStateException("no candidate " + index + " in " + cidr());
    }

    /** Position in the order of allocation; -1 when the address is no candidate, or beyond what is counted. */
    private int index(Ip ip) {
        BigInteger before = BigInteger.ZERO;
        BigInteger unit = BigInteger.valueOf(plan.ranges().unit());
        for (Range range : ordered()) {
            BigInteger steps = steps(range);
            if (ip.compareTo(range.first()) >= 0 && ip.compareTo(range.last()) <= 0) {
                BigInteger step = ip.number().subtract(range.first().number()).divide(unit);
                BigInteger index = before.add(
                        plan.fromStart() ? step : steps.subtract(step).subtract(BigInteger.ONE));
                return index.compareTo(BigInteger.valueOf(2L * MOST)) > 0 ? -1 : index.intValue();
            }
            before = before.add(steps);
        }
        return -1;
    }

    private List<Range> ordered() {
        List<Range> ranges = plan.ranges().list();
        if (plan.fromStart() || ranges.size() == 1) {
            return ranges;
        }
        return ranges.stream().sorted((a, b) -> b.first().compareTo(a.first())).toList();
    }
}
