package io.contrailkube.persistence.format;

import java.io.NotSerializableException;
import java.util.Collection;

/** An event or snapshot that this version cannot read; the message says what to do about it. */
final class UnreadableFormat extends NotSerializableException {
    private UnreadableFormat(String message) {
        super(message);
    }

    static UnreadableFormat unknown(String manifest, Collection<String> known) {
        return new UnreadableFormat("the journal holds format '" + manifest
                + "', which this version does not know: a newer version wrote it. Upgrade this replica to that version"
                + " (known here: " + String.join(", ", known) + ")");
    }

    static UnreadableFormat broken(String manifest, Exception cause) {
        var failure = new UnreadableFormat("the journal holds bytes that are not of format '" + manifest
                + "': they were damaged, or not written by this program. Restore the row from a backup ("
                + cause.getMessage() + ")");
        failure.initCause(cause);
        return failure;
    }
}
