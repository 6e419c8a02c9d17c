package io.contrailkube.core.plan;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object's part of a plan. How many requests it takes, and which, is the gateway's business; repeating a step is
 * always harmless.
 */
public sealed interface Step {
    ObjectKey key();

    /**
     * Makes the object stand as desired.
     *
     * @param knownUuid its uuid if it is believed to stand: it is then read, compared and only differences are written;
     *     null if it is believed absent: it is then created, and adopted if it turns out to exist. When nothing has this
     *     uuid the object is looked for by name and, if it is ours, created: after a creation that was not answered the
     *     uuid is the one that was asked for
     * @param released claims we held and hold no more, to be taken back (see {@link ContrailObject#claims()})
     */
    record Ensure(ContrailObject desired, @Nullable String knownUuid, Set<String> released) implements Step {
        public Ensure {
            released = Set.copyOf(released);
        }

        @Override
        public ObjectKey key() {
            return desired.key();
        }
    }

    /**
     * Deletes the object; absence is success.
     *
     * @param referrers uuids of objects whose reference to this one is relaxed first, so that it may go before them
     *     (spec 04 API-79)
     */
    record Delete(ObjectKey key, String uuid, List<String> referrers) implements Step {
        public Delete {
            referrers = List.copyOf(referrers);
        }
    }

    /**
     * Takes our claims back from an object that is not ours and leaves the object; when nothing has this uuid, from the
     * object of this name. Absence is success.
     */
    record Withdraw(ObjectKey key, String uuid, Set<String> claims) implements Step {
        public Withdraw {
            claims = Set.copyOf(claims);
        }
    }
}
