package io.contrailkube.persistence.format;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.LedgerEntry;

/** Jackson, strict: a field too many or too few means another format than the manifest says. */
final class JournalJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("ledger")
                    .addSerializer(LedgerEntry.class, new LedgerEntryWriter())
                    .addDeserializer(LedgerEntry.class, new LedgerEntryReader())
                    .addSerializer(Contribution.class, new ContributionWriter())
                    .addDeserializer(Contribution.class, new ContributionReader())
                    .addSerializer(Edition.class, new StdDelegatingSerializer(Edition.class, new EditionJson.Writing()))
                    .addDeserializer(Edition.class, new StdDelegatingDeserializer<>(new EditionJson.Reading())))
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private JournalJson() {}
}
