package io.contrailkube.ingest.watch;

import io.contrailkube.core.kind.ApiResource;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Where a list+watch stands, which decides what it does next. Pure.
 *
 * @param resource where the kind is served; null means that it has to be discovered
 * @param version what the next watch starts from; null means that a list is needed
 * @param failures in a row
 * @param last cause of the last of them; null if there is none
 */
record Course(@Nullable ApiResource resource, @Nullable String version, int failures, @Nullable Cause last) {
    static final Course START = new Course(null, null, 0, null);

    /**
     * So many refused or cut watches in a row, and the version itself is in doubt: a server restored from a backup answers a
     * version of its future with errors for ever.
     */
    private static final int DOUBTFUL = 3;

    boolean lists() {
        return version == null;
    }

    Course servedAt(ApiResource found) {
        return new Course(found, version, failures, last);
    }

    Course at(String reached) {
        return new Course(resource, reached, failures, last);
    }

    /** A watch ended as agreed. */
    Course ended() {
        return new Course(resource, version, 0, null);
    }

    /**
     * What to do after a failure.
     *
     * @param steady whether the watch had lived long enough to end a row of failures
     */
    Course failed(Cause cause, boolean steady) {
        // A server that was away and comes back says 410 and is well: no reason to be patient with it.
        boolean isBack = cause == Cause.EXPIRED && last != Cause.EXPIRED;
        int row = steady || isBack ? 1 : failures + 1;
        return switch (cause) {
            case NOT_SERVED -> new Course(null, null, row, cause);
            case EXPIRED, MALFORMED -> new Course(resource, null, row, cause);
            case REFUSED, TROUBLED, CUT -> new Course(resource, row == DOUBTFUL ? null : version, row, cause);
            case UNREACHABLE, SILENT -> new Course(resource, version, row, cause);
        };
    }
}
