package io.contrailkube.core.adopt;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.state.LedgerEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Decides which of the objects found in the project of a namespace stand for its workloads, and for which. An object is
 * taken over if it bears our marks, or is reached from one that does, or is the interface of a virtual address by its name
 * (spec 02 sections 3.2 and 5.6). Whether what it was made for is still there is not asked here: what nobody wants goes
 * later, as everything else does.
 */
public final class Adoption {
    private final String namespace;
    private final ObjectNames names;

    public Adoption(String namespace, ObjectNames names) {
        this.namespace = namespace;
        this.names = names;
    }

    /**
     * Ledger entries by owner key. One that was made under another name than our rules give knows the key of the rules;
     * of several for one key only one does, so that the others go (SVC-32).
     *
     * @param found machines with the vrouters that refer to them
     */
    public SortedMap<OwnerKey, List<LedgerEntry>> of(Collection<Actual> found) {
        var finds = new Finds(found);
        var takings = new Takings();
        var pods = new PodFinds(namespace, names, finds, takings);
        finds.ofType(ContrailTypes.VIRTUAL_MACHINE).stream()
                .filter(machine -> isOurs(machine, PodKind.NAME))
                .forEach(pods::take);
        new BalancerFinds(namespace, names, finds, takings).take(this::isOurs);
        return takings.byOwner();
    }

    private boolean isOurs(Actual actual, String kind) {
        Map<String, String> annotations = actual.annotations();
        return new OwnershipMarks(names).areOn(annotations)
                && kind.equals(annotations.get(OwnershipMarks.KIND))
                && namespace.equals(annotations.get(OwnershipMarks.NAMESPACE));
    }
}
