package io.contrailkube.core.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.NetworkIpam;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.port.Question;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Contrail on which everything succeeds. */
final class PaperContrail {
    /** What a server would decide, but nobody knows. */
    private static final String SOMETHING = "0.0.0.0";
    /** What others make, and what therefore is there when it is named. */
    private static final Set<String> OF_OTHERS = Set.of(ContrailTypes.VIRTUAL_NETWORK, ContrailTypes.FLOATING_IP_POOL);

    private final Map<Holder, ContrailObject> standing = new TreeMap<>();
    private final PodAddresses addresses;

    /** Several may hold claims on one object. */
    private record Holder(ObjectKey key, String owner) implements Comparable<Holder> {
        @Override
        public int compareTo(Holder other) {
            return Comparator.comparing(Holder::key)
                    .thenComparing(Holder::owner)
                    .compare(this, other);
        }
    }

    /** @param addresses those that pods have, as far as they are known */
    PaperContrail(PodAddresses addresses) {
        this.addresses = addresses;
    }

    StepOutcome apply(String entity, OwnerKey owner, Step step) {
        var holder = new Holder(step.key(), entity + ' ' + owner);
        if (step instanceof Step.Ensure ensure) {
            ContrailObject object = ensure.desired();
            standing.put(holder, object);
            SortedMap<String, String> learned = new TreeMap<>();
            // What is asked for is what is given.
            ObjectNode body = rendered(object);
            object.learns()
                    .forEach(pointer -> learned.put(
                            pointer,
                            body.at(pointer)
                                    .asText(addresses.of(owner, object, pointer).orElse(SOMETHING))));
            return new StepOutcome.Applied(object.key(), object.uuid(), Origin.CREATED, 1, learned);
        }
        standing.remove(holder);
        return new StepOutcome.Gone(step.key());
    }

    Optional<Actual> find(Question question) {
        if (question instanceof Question.Named named) {
            return find(named.key());
        }
        if (question instanceof Question.RouterOf of) {
            var router = ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", of.node());
            return Optional.of(new Actual(router, Uuids.of(router), JsonNodeFactory.instance.objectNode()));
        }
        return Optional.empty();
    }

    private Optional<Actual> find(ObjectKey key) {
        Optional<ContrailObject> made = standing.entrySet().stream()
                .filter(entry -> entry.getKey().key().equals(key))
                .map(Map.Entry::getValue)
                .filter(object -> object.claim() != ContrailObject.Claim.PART)
                .findFirst();
        if (made.isPresent()) {
            ObjectNode body = rendered(made.get());
            return Optional.of(new Actual(key, made.get().uuid(), body));
        }
        return OF_OTHERS.contains(key.type()) ? Optional.of(ofOthers(key)) : Optional.empty();
    }

    private static ObjectNode rendered(ContrailObject object) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.setAll(object.properties());
        object.references().forEach(reference -> {
            ObjectNode to = body.withArray(reference.field()).addObject();
            reference.to().fqName().parts().forEach(to.putArray("to")::add);
            JsonNode attr = reference.attr();
            if (attr != null) {
                to.set("attr", attr);
            }
            if (reference.field().equals(NetworkIpam.REFS)
                    && to.at("/attr/ipam_subnets/0").isMissingNode()) {
                // A link to an IPAM with subnets of its own gets one subnet without prefix (spec 04 API-102).
                to.putObject("attr").putArray("ipam_subnets").addObject().put("subnet_uuid", SOMETHING);
            }
        });
        return body;
    }

    /** A network of others gives every address. */
    private static Actual ofOthers(ObjectKey key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (key.type().equals(ContrailTypes.VIRTUAL_NETWORK)) {
            ObjectNode link = body.putArray(NetworkIpam.REFS).addObject();
            link.putArray("to").add("default-domain").add("default-project").add("default-network-ipam");
            ObjectNode subnet = link.putObject("attr").putArray("ipam_subnets").addObject();
            subnet.putObject("subnet").put("ip_prefix", SOMETHING).put("ip_prefix_len", 0);
        }
        return new Actual(key, Uuids.of(key), body);
    }

    SortedMap<String, SortedMap<String, ObjectNode>> objects() {
        var rendering = new Rendering();
        standing.values().forEach(rendering::add);
        return rendering.objects();
    }
}
