package io.contrailkube.persistence.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.state.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@link LedgerEntryWriter} wrote. */
final class LedgerEntryReader extends StdDeserializer<LedgerEntry> {
    LedgerEntryReader() {
        super(LedgerEntry.class);
    }

    @Override
    public LedgerEntry deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String key = "";
        String uuid = "";
        String origin = "";
        String fingerprint = "";
        List<String> claims = List.of();
        SortedMap<String, String> learned = new TreeMap<>();
        boolean pending = false;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "key" -> key = json.getText();
                case "uuid" -> uuid = json.getText();
                case "origin" -> origin = json.getText();
                case "fingerprint" -> fingerprint = json.getText();
                case "claims" -> claims = strings(json);
                case "learned" -> learned = values(json);
                case "pending" -> pending = value == JsonToken.VALUE_TRUE;
                default -> context.reportInputMismatch(this, "a ledger entry has no field '%s'", field);
            }
        }
        if (uuid.isEmpty()) {
            context.reportInputMismatch(this, "a ledger entry needs a uuid");
        }
        return new LedgerEntry(
                ObjectKey.parse(key), uuid, Origin.valueOf(origin), fingerprint, claims, learned, pending);
    }

    private static SortedMap<String, String> values(JsonParser json) throws IOException {
        var values = new TreeMap<String, String>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            values.put(name, json.nextTextValue());
        }
        return values;
    }

    private static List<String> strings(JsonParser json) throws IOException {
        var texts = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getText());
        }
        return texts;
    }
}
