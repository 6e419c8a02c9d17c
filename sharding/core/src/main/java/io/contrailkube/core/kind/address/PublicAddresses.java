package io.contrailkube.core.kind.address;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FloatingIp;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.reconcile.Settlement.Failure;
import io.contrailkube.core.spec.BalancerNames.Named;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.workload.Scene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which floating IPs a Service or Ingress is to have: what stands and fits the wish is kept, what is missing is allocated,
 * the rest is released (spec 02 section 5.4). Call {@link #choose} in {@code want}: put {@link Choice#objects} among the
 * wanted objects, tell the problems, park if {@link Choice#mustPark}; after the plan the ledger knows the addresses and the
 * next call has them in {@link Choice#addresses}. Call {@link #explain} for failures of plans.
 */
public final class PublicAddresses {
    /** On a Service, an Ingress or a Namespace: the pool, as a dictionary of domain, project, network and name. */
    public static final String POOL_ANNOTATION = "opencontrail.org/fip-pool";

    private PublicAddresses() {}

    /**
     * @param owner whose ledger holds the floating IPs
     * @param poolAnnotation value of {@link #POOL_ANNOTATION} on the object, or null
     */
    public record Request(OwnerKey owner, @Nullable String poolAnnotation, Wish wish, Naming naming, Carrier carrier) {}

    /** Name and uuid of a floating IP in a pool; of one address, or of none when any will do. */
    @FunctionalInterface
    public interface Naming {
        Named floatingIp(FqName pool, @Nullable String address);
    }

    /**
     * What the floating IPs are on.
     *
     * @param vip the virtual-machine-interface
     * @param marks annotations of the floating IPs
     */
    public record Carrier(ObjectKey vip, ObjectKey project, SortedMap<String, String> marks) {}

    /**
     * @param objects the floating IPs
     * @param addresses those of them that stand, in the order of the wish
     * @param released addresses that stand and are not wanted any more
     * @param waitsFor what is looked up or allocated before the wish is fulfilled; empty if nothing is
     * @param mustPark nothing can be said yet, and floating IPs stand: leave everything as it is
     */
    public record Choice(
            List<ContrailObject> objects,
            List<String> addresses,
            Set<String> released,
            List<Problem> problems,
            String waitsFor,
            boolean mustPark) {
        public Choice {
            objects = List.copyOf(objects);
            addresses = List.copyOf(addresses);
            released = Set.copyOf(released);
            problems = List.copyOf(problems);
        }
    }

    public static Choice choose(Request request, Scene scene) {
        List<LedgerEntry> standing = floatingIps(scene.standing(request.owner()));
        if (request.wish().isEmpty()) {
            return new Choice(List.of(), List.of(), allocated(standing), List.of(), "", false);
        }
        PoolChoice choice = PoolChoice.of(request, scene);
        if (!choice.waitsFor().isEmpty()) {
            return undecided(choice, choice.waitsFor(), standing);
        }
        if (choice.pool() == null) {
            return new Choice(List.of(), List.of(), allocated(standing), choice.problems(), "", false);
        }
        var fill = new Fill(request, choice.pool().key().fqName(), standing);
        var problems = new ArrayList<>(choice.problems());
        if (request.wish().any()) {
            fill.any();
        }
        for (String address : request.wish().addresses()) {
            if (fill.stands(address)) {
                fill.add(address);
                continue;
            }
            Optional<PoolRange> range = PoolRange.of(choice.pool(), scene);
            if (range.isEmpty()) {
                return undecided(choice, "the subnets of floating-ip pool " + fill.pool, standing);
            }
            if (range.get().holds(address)) {
                fill.add(address);
            } else {
                problems.add(Problem.warning(
                        "ExternalIPNotInPool",
                        "address " + address + " cannot be given: floating-ip pool " + fill.pool + " has " + range.get()
                                + "; ask for an address of the pool or name another pool"));
            }
        }
        return fill.choice(problems);
    }

    /** Words for a failure of a floating IP; empty for general ones and for other objects. */
    public static Optional<Problem> explain(Failure failure) {
        if (!failure.key().type().equals(ContrailTypes.FLOATING_IP)) {
            return Optional.empty();
        }
        FqName pool = failure.key().fqName().parent();
        String reason = failure.reason().toLowerCase(Locale.ROOT);
        if (reason.contains("exhausted")) {
            return Optional.of(Problem.warning(
                    "FipPoolExhausted",
                    "floating-ip pool " + pool + " has no free address: free one or add a subnet; it is tried again"));
        }
        if (reason.contains("already in use")) {
            return Optional.of(Problem.warning(
                    "ExternalIPInUse",
                    "the address asked for in " + failure.key().fqName().leaf()
                            + " is in use by another floating IP of pool " + pool
                            + ": free it or ask for another; it is tried again"));
        }
        return Optional.empty();
    }

    private static Choice undecided(PoolChoice choice, String waitsFor, List<LedgerEntry> standing) {
        return new Choice(List.of(), List.of(), Set.of(), choice.problems(), waitsFor, !standing.isEmpty());
    }

    private static List<LedgerEntry> floatingIps(Map<ObjectKey, LedgerEntry> standing) {
        return standing.values().stream()
                .filter(entry -> entry.key().type().equals(ContrailTypes.FLOATING_IP))
                .sorted(Comparator.comparing(LedgerEntry::key))
                .toList();
    }

    private static Set<String> allocated(List<LedgerEntry> entries) {
        var addresses = new HashSet<String>();
        entries.forEach(entry -> addressOf(entry).ifPresent(addresses::add));
        return addresses;
    }

    private static Optional<String> addressOf(LedgerEntry entry) {
        return Optional.ofNullable(entry.learned().get(FloatingIp.ALLOCATED)).filter(text -> !text.isEmpty());
    }

    /** The wish being fulfilled from one pool. */
    private static final class Fill {
        private final Request request;
        private final FqName pool;
        private final List<LedgerEntry> standing;
        private final List<ContrailObject> objects = new ArrayList<>();
        private final List<String> addresses = new ArrayList<>();
        private final Set<String> released;

        Fill(Request request, FqName pool, List<LedgerEntry> standing) {
            this.request = request;
            this.pool = pool;
            this.standing = standing.stream()
                    .filter(entry -> entry.key().fqName().parent().equals(pool))
                    .toList();
            this.released = allocated(standing);
        }

        void any() {
            Optional<LedgerEntry> known = standing.stream()
                    .filter(entry -> addressOf(entry).isPresent())
                    .findFirst();
            if (known.isPresent()) {
                keep(known.get());
            } else {
                make(null);
            }
        }

        boolean stands(String address) {
            return with(address).isPresent();
        }

        void add(String address) {
            with(address).ifPresentOrElse(this::keep, () -> make(address));
        }

        private Optional<LedgerEntry> with(String address) {
            return standing.stream()
                    .filter(entry -> addressOf(entry).filter(address::equals).isPresent())
                    .findFirst();
        }

        private void make(@Nullable String address) {
            Named named = request.naming().floatingIp(pool, address);
            objects.add(floatingIp(named, address));
        }

        /** Whatever it was made for: it stays as it was made, for it cannot be changed. */
        private void keep(LedgerEntry entry) {
            String address = addressOf(entry).orElseThrow();
            Named ofAddress = request.naming().floatingIp(pool, address);
            boolean asked = ofAddress.key().equals(entry.key());
            objects.add(floatingIp(new Named(entry.key(), entry.uuid()), asked ? address : null));
            released.remove(address);
            if (!entry.pending()) {
                addresses.add(address);
            }
        }

        private ContrailObject floatingIp(Named named, @Nullable String address) {
            Carrier carrier = request.carrier();
            return FloatingIp.in(named.key(), address, carrier.vip(), carrier.project())
                    .uuid(named.uuid())
                    .annotations(carrier.marks())
                    .build();
        }

        Choice choice(List<Problem> problems) {
            String waitsFor = addresses.size() < objects.size() ? "an address of floating-ip pool " + pool : "";
            return new Choice(objects, addresses, released, problems, waitsFor, false);
        }
    }
}
