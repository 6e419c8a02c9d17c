package io.contrailkube.persistence.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.state.Contribution;
import java.io.IOException;

/** Reads what {@link ContributionWriter} wrote; what it leaves out is put back, everything else has to be there. */
final class ContributionReader extends StdDeserializer<Contribution> {
    ContributionReader() {
        super(Contribution.class);
    }

    @Override
    public Contribution deserialize(JsonParser json, DeserializationContext context) throws IOException {
        ObjectNode whole = context.readValue(json, ObjectNode.class);
        if (!whole.has(ContributionJson.LINK_LOCAL)) {
            whole.putArray(ContributionJson.LINK_LOCAL);
        }
        if (!whole.has(ContributionJson.PROFILE)) {
            whole.putNull(ContributionJson.PROFILE);
        }
        return context.readTreeAsValue(whole, ContributionJson.class).contribution();
    }
}
