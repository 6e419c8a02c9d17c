package io.contrailkube.persistence.format;

import akka.serialization.SerializerWithStringManifest;
import java.io.NotSerializableException;

/** Akka's door to {@link JournalFormats}; bound to events and states in {@code reference.conf}. */
public final class JournalSerializer extends SerializerWithStringManifest {
    /** Stands beside every row of the journal, so it is no setting and never changes. */
    static final int IDENTIFIER = 1_410_501;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return JournalFormats.manifestOf(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no journal format for " + value.getClass().getName()));
    }

    @Override
    public byte[] toBinary(Object value) {
        return JournalFormats.write(value);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return JournalFormats.read(manifest, bytes);
    }
}
