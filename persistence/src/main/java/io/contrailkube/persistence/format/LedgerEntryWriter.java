package io.contrailkube.persistence.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.contrailkube.core.state.LedgerEntry;
import java.io.IOException;
import java.util.Map;

/** Writes a ledger entry without what is empty: most of a journal consists of ledger entries. */
final class LedgerEntryWriter extends StdSerializer<LedgerEntry> {
    LedgerEntryWriter() {
        super(LedgerEntry.class);
    }

    @Override
    public void serialize(LedgerEntry entry, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", entry.key().toString());
        json.writeStringField("uuid", entry.uuid());
        json.writeStringField("origin", entry.origin().name());
        if (!entry.fingerprint().isEmpty()) {
            json.writeStringField("fingerprint", entry.fingerprint());
        }
        if (!entry.claims().isEmpty()) {
            json.writeArrayFieldStart("claims");
            for (String claim : entry.claims()) {
                json.writeString(claim);
            }
            json.writeEndArray();
        }
        if (!entry.learned().isEmpty()) {
            json.writeObjectFieldStart("learned");
            for (Map.Entry<String, String> value : entry.learned().entrySet()) {
                json.writeStringField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
        }
        if (entry.pending()) {
            json.writeBooleanField("pending", true);
        }
        json.writeEndObject();
    }
}
