package io.contrailkube.core.reconcile;

import io.contrailkube.core.contrail.ContrailObject;
import java.util.List;

/** What to do about an owner key that may need work. */
public sealed interface Wish {
    /**
     * Just these objects should stand.
     *
     * @param keeping something may be missing among them only because not all is known yet: nothing is taken back
     */
    record Stand(List<ContrailObject> objects, boolean keeping) implements Wish {
        public Stand {
            objects = List.copyOf(objects);
        }
    }

    /** Ask again in the next round. */
    record Later() implements Wish {}

    /** Leave what stands as it is, until the owner key is touched again. */
    record Leave() implements Wish {}

    static Wish stand(List<ContrailObject> objects) {
        return new Stand(objects, false);
    }

    /** The same as far as it takes nothing back. */
    default Wish takingNothingBack() {
        return this instanceof Stand wanted ? new Stand(wanted.objects(), true) : this;
    }
}
