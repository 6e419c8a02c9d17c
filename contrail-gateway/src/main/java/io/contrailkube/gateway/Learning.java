package io.contrailkube.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.plan.StepOutcome.Refusal;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the server decides about an object and we have to know; a create does not tell it (spec 04 API-45). */
record Learning(ContrailObject desired) {
    private static final int BAD_REQUEST = 400;

    /** Whether only a read can tell: a value that was asked for is the server's, or the create would have failed. */
    boolean needsRead() {
        return !isComplete(desired.properties());
    }

    /** The outcome for an object that was just made and need not be read. */
    StepOutcome created() {
        return new StepOutcome.Applied(desired.key(), desired.uuid(), Origin.CREATED, 1, values(desired.properties()));
    }

    boolean isComplete(ObjectNode body) {
        return values(body).size() == desired.learns().size();
    }

    /** By JSON pointer; what has no value is left out. */
    SortedMap<String, String> values(ObjectNode body) {
        var values = new TreeMap<String, String>();
        for (String pointer : desired.learns()) {
            JsonNode value = body.at(pointer);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                values.put(pointer, value.asText());
            }
        }
        return values;
    }

    /** The outcome for an object that stands as it should, if it has got all that the server was to give. */
    StepOutcome outcome(Actual actual, Origin origin, int writes) {
        return isComplete(actual.body())
                ? new StepOutcome.Applied(desired.key(), actual.uuid(), origin, writes, values(actual.body()))
                : new StepOutcome.Refused(desired.key(), Refusal.INVALID, BAD_REQUEST, lack(actual.body()));
    }

    /** A full subnet that was asked for by its uuid is no error to the server: the address is missing (API-104, API-105). */
    private String lack(ObjectNode body) {
        if (desired.key().type().equals(ContrailTypes.INSTANCE_IP)
                && !values(body).containsKey(InstanceIp.ADDRESS)) {
            String network = desired.references().stream()
                    .map(Reference::to)
                    .filter(to -> to.type().equals(ContrailTypes.VIRTUAL_NETWORK))
                    .map(to -> to.fqName().toString())
                    .findFirst()
                    .orElse("");
            return "Virtual-Network(" + network + ") has exhausted subnet("
                    + body.at(InstanceIp.SUBNET).asText()
                    + "): it was made without an address; free one, or add a subnet";
        }
        var missing = new TreeMap<String, String>();
        desired.learns().forEach(pointer -> missing.put(pointer, pointer));
        missing.keySet().removeAll(values(body).keySet());
        return "the server gave it no value of " + String.join(", ", missing.keySet());
    }
}
