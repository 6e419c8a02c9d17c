package io.contrailkube.core.testing;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObject.Claim;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceDecider;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.NamespaceState;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Workload;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A scene that a test sets: facts, what stands, what was seen in Contrail. Every method that changes it returns it. The
 * namespace stands unless said otherwise; what nobody looked for is unknown.
 */
public final class Stage implements Scene {
    private final ObjectNames names;
    private NamespaceBuilder namespace;
    private boolean stands = true;
    private final Map<String, KubeFact> facts = new LinkedHashMap<>();
    private final Map<OwnerKey, Map<ObjectKey, LedgerEntry>> ledger = new HashMap<>();
    private final Map<Question.OfContrail, Sight<Actual>> sights = new HashMap<>();
    private final Map<Question.OfKubernetes, Sight<KubeFact>> elsewhere = new HashMap<>();
    private final Map<String, String> learned = new HashMap<>();
    private @Nullable Map<String, String> classes;
    private final Map<String, PolicyStatus> policies = new HashMap<>();
    private Assignment assignment = Assignment.NONE;

    private Stage(ObjectNames names, NamespaceBuilder namespace) {
        this.names = names;
        this.namespace = namespace;
    }

    public static Stage of(ObjectNames names, NamespaceBuilder namespace) {
        return new Stage(names, namespace);
    }

    /** A stage under plain settings. */
    public static Stage of(NamespaceBuilder namespace) {
        return of(Given.names(), namespace);
    }

    // What a test sets.

    public Stage namespace(NamespaceBuilder changed) {
        namespace = changed;
        return this;
    }

    public Stage namespaceStands(boolean value) {
        stands = value;
        return this;
    }

    /** Adds facts; one of the same uid is replaced. */
    public Stage with(KubeFact... more) {
        for (KubeFact fact : more) {
            facts.put(fact.id().uid(), fact);
        }
        return this;
    }

    public Stage without(KubeFact fact) {
        facts.remove(fact.id().uid());
        return this;
    }

    /** What the cluster entity says of a network policy. */
    public Stage told(PolicyStatus status) {
        policies.put(status.claim().uid(), status);
        return this;
    }

    public Stage assigned(Assignment value) {
        assignment = value;
        return this;
    }

    /** What Contrail decides for a field at this JSON pointer, wherever it is to be learned. */
    public Stage deciding(String pointer, String value) {
        learned.put(pointer, value);
        return this;
    }

    public Stage seeing(Question.OfContrail question, Actual actual) {
        sights.put(question, new Sight.Found<>(actual));
        return this;
    }

    /** An object of this name stands, with this body. */
    public Stage seeing(ObjectKey key, String body) {
        return seeing(new Question.Named(key), new Actual(key, Uuids.of(key), Given.object(body)));
    }

    public Stage missing(Question.OfContrail question) {
        sights.put(question, new Sight.Missing<>());
        return this;
    }

    public Stage seeing(Question.OfKubernetes question, KubeFact fact) {
        elsewhere.put(question, new Sight.Found<>(fact));
        return this;
    }

    public Stage missing(Question.OfKubernetes question) {
        elsewhere.put(question, new Sight.Missing<>());
        return this;
    }

    public Stage ingressClasses(Map<String, String> controllers) {
        classes = Map.copyOf(controllers);
        return this;
    }

    /** Lets everything stand as wanted, as after a plan that succeeded; what is wanted no more is gone. */
    public Stage letStand(OwnerKey owner, Want want) {
        if (want.stance() == Want.Stance.PARK) {
            return this;
        }
        var before = standing(owner);
        var after = new LinkedHashMap<ObjectKey, LedgerEntry>();
        want.objects().forEach(object -> after.put(object.key(), entry(object, before.get(object.key()))));
        ledger.put(owner, after);
        return this;
    }

    /** Lets one object stand with these learned values; the owner key's others stay. */
    public Stage letStand(OwnerKey owner, ContrailObject object, Map<String, String> values) {
        ledger.computeIfAbsent(owner, any -> new LinkedHashMap<>())
                .put(object.key(), LedgerEntry.standing(object, object.uuid(), origin(object), new TreeMap<>(values)));
        return this;
    }

    public Stage letStand(OwnerKey owner, LedgerEntry entry) {
        ledger.computeIfAbsent(owner, any -> new LinkedHashMap<>()).put(entry.key(), entry);
        return this;
    }

    /** Lets nothing stand for an owner key. */
    public Stage clear(OwnerKey owner) {
        ledger.remove(owner);
        return this;
    }

    /** Lets an owner key come to rest: what is wanted stands, phase by phase, until nothing new is wanted. */
    public Want settle(Workload workload, OwnerKey owner) {
        for (int phase = 0; phase < 10; phase++) {
            Want want = workload.want(owner, this);
            var before = Map.copyOf(standing(owner));
            letStand(owner, want);
            if (want.stance() == Want.Stance.PARK || standing(owner).equals(before)) {
                return want;
            }
        }
        throw new AssertionError(
                owner + " does not come to rest: " + workload.want(owner, this).objects());
    }

    private LedgerEntry entry(ContrailObject object, @Nullable LedgerEntry before) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String pointer : object.learns()) {
            String kept = before == null ? null : before.learned().get(pointer);
            String wanted = object.properties().at(pointer).asText();
            String value = kept != null ? kept : wanted.isEmpty() ? learned.get(pointer) : wanted;
            if (value == null) {
                throw new AssertionError(
                        object.key() + " wants to learn " + pointer + ": say Stage.deciding(\"" + pointer + "\", ...)");
            }
            values.put(pointer, value);
        }
        return LedgerEntry.standing(object, before == null ? object.uuid() : before.uuid(), origin(object), values);
    }

    private static Origin origin(ContrailObject object) {
        return object.claim() == Claim.PART ? Origin.FOREIGN : Origin.CREATED;
    }

    // What a workload reads.

    @Override
    public ObjectNames names() {
        return names;
    }

    @Override
    public NamespaceFact namespace() {
        return namespace.fact();
    }

    @Override
    public NamespaceSettings settings() {
        return NamespaceDecider.settings(namespace.fact(), NamespaceState.EMPTY, names.settings());
    }

    @Override
    public boolean namespaceStands() {
        return stands;
    }

    @Override
    public <F extends KubeFact> Optional<F> named(Class<F> type, String name) {
        return facts.values().stream()
                .filter(type::isInstance)
                .filter(fact -> fact.id().name().equals(name))
                .map(type::cast)
                .findFirst();
    }

    @Override
    public <F extends KubeFact> Optional<F> withUid(Class<F> type, String uid) {
        return Optional.ofNullable(facts.get(uid)).filter(type::isInstance).map(type::cast);
    }

    @Override
    public Map<ObjectKey, LedgerEntry> standing(OwnerKey owner) {
        return ledger.getOrDefault(owner, Map.of());
    }

    @Override
    public Sight<Actual> inContrail(Question.OfContrail question) {
        return sights.getOrDefault(question, new Sight.Unknown<>());
    }

    @Override
    public Sight<KubeFact> elsewhere(Question.OfKubernetes question) {
        return elsewhere.getOrDefault(question, new Sight.Unknown<>());
    }

    @Override
    public Optional<Map<String, String>> ingressClasses() {
        return Optional.ofNullable(classes);
    }

    @Override
    public Optional<PolicyStatus> policy(String uid) {
        return Optional.ofNullable(policies.get(uid));
    }

    @Override
    public Optional<SortedSet<Integer>> portNumbers(Port.Named name) {
        return assignment.numbers(name);
    }

    @Override
    public Assignment assignment() {
        return assignment;
    }
}
