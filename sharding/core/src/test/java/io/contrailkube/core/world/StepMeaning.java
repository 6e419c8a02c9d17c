package io.contrailkube.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObject.Claim;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.Entry;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.Tie;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Difference;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.core.spec.OwnershipMarks;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one step does to {@link Contrail}: the contract of {@code Step}, in the fewest words. */
final class StepMeaning {
    private final Contrail contrail;
    private final OwnershipMarks marks;

    StepMeaning(Contrail contrail, OwnershipMarks marks) {
        this.contrail = contrail;
        this.marks = marks;
    }

    StepOutcome apply(Step step) {
        if (step instanceof Step.Ensure ensure) {
            return ensure(ensure);
        }
        return step instanceof Step.Delete delete ? delete(delete) : withdraw((Step.Withdraw) step);
    }

    private StepOutcome ensure(Step.Ensure step) {
        ContrailObject desired = step.desired();
        for (ObjectKey need : desired.needs()) {
            if (!contrail.has(need)) {
                return new StepOutcome.Waiting(step.key(), need + " does not stand");
            }
        }
        Optional<Actual> found = find(step.key(), step.knownUuid());
        if (found.isPresent()) {
            return existing(step, found.get());
        }
        if (desired.claim() == Claim.PART) {
            return new StepOutcome.Waiting(step.key(), "it does not stand and is not ours to make");
        }
        Optional<Actual> other = contrail.find(step.key(), desired.uuid());
        if (other.isPresent()) {
            return new StepOutcome.Refused(
                    step.key(),
                    StepOutcome.Refusal.CONFLICT,
                    409,
                    "the uuid belongs to " + other.get().key());
        }
        return create(desired);
    }

    private StepOutcome create(ContrailObject desired) {
        ObjectKey key = desired.key();
        try {
            contrail.make(key, desired.uuid(), body(desired));
        } catch (Contrail.Refusal refusal) {
            String reason = String.valueOf(refusal.getMessage());
            return refusal.status() == 409
                    ? new StepOutcome.Waiting(key, reason)
                    : refusal.status() == 400
                            ? new StepOutcome.Refused(key, StepOutcome.Refusal.INVALID, 400, reason)
                            : new StepOutcome.Retry(key, reason, Duration.ofSeconds(1));
        }
        return applied(desired, contrail.find(key, null).orElseThrow(), Origin.CREATED, 1);
    }

    /** The outcome for what stands, if the server has given all that it was to give. */
    private static StepOutcome applied(ContrailObject desired, Actual actual, Origin origin, int writes) {
        SortedMap<String, String> learned = learned(desired, actual);
        return learned.size() == desired.learns().size()
                ? new StepOutcome.Applied(desired.key(), actual.uuid(), origin, writes, learned)
                : new StepOutcome.Refused(
                        desired.key(),
                        StepOutcome.Refusal.INVALID,
                        400,
                        "exhausted subnet: no value of " + desired.learns());
    }

    private static SortedMap<String, String> learned(ContrailObject desired, Actual actual) {
        var learned = new TreeMap<String, String>();
        for (String pointer : desired.learns()) {
            JsonNode value = actual.body().at(pointer);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                learned.put(pointer, value.asText());
            }
        }
        return learned;
    }

    private StepOutcome existing(Step.Ensure step, Actual actual) {
        SortedMap<String, String> annotations = actual.annotations();
        boolean ours = marks.areOn(annotations);
        Origin origin = ours ? Origin.RECOVERED : Origin.ADOPTED;
        switch (step.desired().claim()) {
            case SHARED -> {
                return new StepOutcome.Applied(step.key(), actual.uuid(), ours ? origin : Origin.FOREIGN, 0);
            }
            case PART -> origin = Origin.FOREIGN;
            case WHOLE -> {
                if (!ours && annotations.containsKey(OwnershipMarks.CLUSTER)) {
                    return new StepOutcome.Refused(
                            step.key(), StepOutcome.Refusal.CONFLICT, 409, "it bears the marks of " + annotations);
                }
            }
        }
        if (isHub(step.desired())) {
            return addOnly(step, actual);
        }
        Difference difference = Difference.between(step.desired(), actual.body(), step.released());
        if (!difference.fixed().isEmpty()) {
            return new StepOutcome.Fixed(step.key(), actual.uuid(), origin, actual.body());
        }
        if (origin == Origin.RECOVERED
                && learned(step.desired(), actual).size()
                        < step.desired().learns().size()) {
            // What the server had not to give at the creation it gives at no later time (API-105).
            contrail.remove(step.key());
            return create(step.desired());
        }
        write(step.key(), difference);
        return applied(step.desired(), actual, origin, difference.isEmpty() ? 0 : 1);
    }

    /** References only: they are added without reading, since there may be tens of thousands of others. */
    private static boolean isHub(ContrailObject desired) {
        return desired.claim() == Claim.PART
                && desired.entries().isEmpty()
                && desired.properties().isEmpty();
    }

    private StepOutcome addOnly(Step.Ensure step, Actual actual) {
        for (Reference reference : step.desired().references()) {
            contrail.refer(step.key(), reference.field(), reference.to(), reference.attr());
        }
        for (String claim : step.released()) {
            int slash = claim.indexOf('/');
            contrail.release(step.key(), claim.substring(0, slash), FqName.parse(claim.substring(slash + 1)));
        }
        return new StepOutcome.Applied(step.key(), actual.uuid(), Origin.FOREIGN, 1);
    }

    private StepOutcome delete(Step.Delete step) {
        Optional<Actual> found = contrail.find(step.key(), step.uuid());
        if (found.isEmpty()) {
            return new StepOutcome.Gone(step.key());
        }
        ObjectKey key = found.get().key();
        step.referrers().forEach(referrer -> contrail.relax(referrer, key));
        clear(key, found.get());
        String obstacle = contrail.inTheWay(key);
        if (obstacle == null) {
            contrail.remove(key);
            return new StepOutcome.Gone(step.key());
        }
        return ContrailTypes.of(key.type()).shared()
                ? new StepOutcome.Gone(step.key())
                : new StepOutcome.Waiting(step.key(), obstacle);
    }

    /** What others tied to it, and what must not keep it from going. */
    private void clear(ObjectKey key, Actual actual) {
        boolean shared = ContrailTypes.of(key.type()).shared();
        if (shared && !marks.areOn(actual.annotations())) {
            return;
        }
        for (Tie tie : ContrailTypes.of(key.type()).tiesOf(key.fqName())) {
            contrail.holding(key).stream()
                    .filter(other -> other.type().equals(tie.type()))
                    .forEach(other -> untie(key, other, tie));
        }
    }

    private void untie(ObjectKey key, ObjectKey other, Tie tie) {
        boolean alone = Contrail.targets(contrail.body(other), key.type()).size() == 1;
        if (tie.kind() == Tie.Kind.LETS_GO || (tie.kind() == Tie.Kind.GOES_ALONG && !alone)) {
            contrail.release(other, ContrailTypes.of(key.type()).refField(), key.fqName());
        } else {
            clear(other, contrail.find(other, null).orElseThrow());
            if (contrail.inTheWay(other) == null) {
                contrail.remove(other);
            }
        }
    }

    private StepOutcome withdraw(Step.Withdraw step) {
        find(step.key(), step.uuid())
                .ifPresent(actual -> write(actual.key(), Difference.withdrawal(actual.body(), step.claims())));
        return new StepOutcome.Gone(step.key());
    }

    private Optional<Actual> find(ObjectKey key, @Nullable String uuid) {
        Optional<Actual> byUuid = uuid == null ? Optional.empty() : contrail.find(key, uuid);
        return byUuid.isPresent() ? byUuid : contrail.find(key, null);
    }

    private void write(ObjectKey key, Difference difference) {
        ObjectNode changed = difference.properties().deepCopy();
        difference.lists().forEach((field, references) -> {
            ArrayNode list = changed.putArray(field);
            references.forEach(reference -> list.add(contrail.reference(reference.to(), reference.attr())));
        });
        if (!changed.isEmpty()) {
            contrail.put(key, changed);
        }
        for (Reference added : difference.added()) {
            contrail.refer(key, added.field(), added.to(), added.attr());
        }
        for (Difference.Removed removed : difference.removed()) {
            contrail.release(key, removed.field(), removed.to());
        }
    }

    private ObjectNode body(ContrailObject desired) {
        ObjectNode body = desired.properties().deepCopy();
        for (Reference reference : desired.references()) {
            body.withArray(reference.field()).add(contrail.reference(reference.to(), reference.attr()));
        }
        for (Entry entry : desired.entries()) {
            JsonNode value = entry.value().deepCopy();
            body.withObject("/" + entry.list().property())
                    .withArray(entry.list().wrapper())
                    .add(value);
        }
        ObjectKey owner = desired.owner();
        if (owner != null) {
            body.withObject("/perms2").put("owner", contrail.uuid(owner));
        }
        return body;
    }
}
