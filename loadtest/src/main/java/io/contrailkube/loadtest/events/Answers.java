package io.contrailkube.loadtest.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import java.util.Optional;
import java.util.TreeMap;

/** A Contrail that does at once what it is told, remembers nothing and has whatever it is asked for. */
public record Answers(ObjectNames names) {
    private static final String SUBNET = "5e0d6c1c-0000-4000-8000-000000000001";

    public StepOutcome to(Step step) {
        if (!(step instanceof Step.Ensure ensure)) {
            return new StepOutcome.Gone(step.key());
        }
        ContrailObject object = ensure.desired();
        var learned = new TreeMap<String, String>();
        object.learns().forEach(pointer -> learned.put(pointer, value(object, pointer)));
        return new StepOutcome.Applied(object.key(), object.uuid(), Origin.CREATED, 1, learned);
    }

    private static String value(ContrailObject object, String pointer) {
        JsonNode stated = object.properties().at(pointer);
        if (stated.isValueNode() && !stated.isNull()) {
            return stated.asText();
        }
        return pointer.equals(InstanceIp.ADDRESS)
                ? Town.addressOfPod(object.key().fqName().leaf())
                : SUBNET;
    }

    public Optional<Actual> to(Question question) {
        if (question instanceof Question.RouterOf of) {
            return Optional.of(
                    found(ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", of.node())));
        }
        return question instanceof Question.Named named ? Optional.of(found(named.key())) : Optional.empty();
    }

    /** Networks have their addresses from the IPAMs of the cluster. */
    private Actual found(ObjectKey key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (key.type().equals(ContrailTypes.VIRTUAL_NETWORK)) {
            for (ObjectKey ipam : new ObjectKey[] {names.podIpam(), names.serviceIpam()}) {
                ObjectNode link = body.withArray(NetworkIpam.REFS).addObject();
                ipam.fqName().parts().forEach(link.putArray("to")::add);
                link.putObject("attr").putArray("ipam_subnets").addObject().put("subnet_uuid", SUBNET);
            }
        }
        return new Actual(key, Uuids.of(key), body);
    }
}
