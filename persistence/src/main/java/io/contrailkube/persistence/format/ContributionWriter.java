package io.contrailkube.persistence.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.contrailkube.core.state.Contribution;
import java.io.IOException;

/** Writes a contribution in the shape of {@link ContributionJson}. */
final class ContributionWriter extends StdSerializer<Contribution> {
    ContributionWriter() {
        super(Contribution.class);
    }

    @Override
    public void serialize(Contribution contribution, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        json.writeStartObject();
        provider.defaultSerializeField("tags", contribution.tags(), json);
        json.writeBooleanField("firewallRules", contribution.firewallRules());
        provider.defaultSerializeField("defaultSnat", contribution.defaultSnat(), json);
        json.writeStringField("reader", contribution.reader());
        if (!contribution.linkLocal().isEmpty()) {
            provider.defaultSerializeField(ContributionJson.LINK_LOCAL, contribution.linkLocal(), json);
        }
        if (contribution.profile() != null && !contribution.equals(Contribution.NONE)) {
            provider.defaultSerializeField(ContributionJson.PROFILE, contribution.profile(), json);
        }
        json.writeEndObject();
    }
}
