package io.contrailkube.core.entity;

import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceSettings;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.policy.Assignment;
import io.contrailkube.core.policy.Policy.Port;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.state.PolicyStatus;
import io.contrailkube.core.workload.Scene;
import io.contrailkube.core.workload.Sight;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/** The scene of one look at one owner key; remembers what was read. */
final class SceneView implements Scene {
    private final Surroundings around;
    private final Function<OwnerKey, Map<ObjectKey, LedgerEntry>> standing;
    private final Set<Topic> read = new HashSet<>();

    /** What looks of a round have in common. */
    record Surroundings(
            ObjectNames names,
            Household household,
            Facts facts,
            Sights sights,
            Commitments commitments,
            Optional<Map<String, String>> ingressClasses) {}

    /** @param standing what stands for an owner key, by the names that rules know */
    SceneView(Surroundings around, Function<OwnerKey, Map<ObjectKey, LedgerEntry>> standing) {
        this.around = around;
        this.standing = standing;
    }

    Set<Topic> read() {
        return read;
    }

    void dependOn(Topic topic) {
        read.add(topic);
    }

    @Override
    public ObjectNames names() {
        return around.names();
    }

    @Override
    public NamespaceFact namespace() {
        read.add(new Topic.OfNamespace());
        return around.household().fact();
    }

    @Override
    public NamespaceSettings settings() {
        read.add(new Topic.OfNamespace());
        return around.household().settings();
    }

    @Override
    public boolean namespaceStands() {
        read.add(new Topic.NamespaceStands());
        return around.household().stands();
    }

    @Override
    public <F extends KubeFact> Optional<F> named(Class<F> type, String name) {
        read.add(new Topic.Named(type, name));
        return around.facts().named(type, name);
    }

    @Override
    public <F extends KubeFact> Optional<F> withUid(Class<F> type, String uid) {
        read.add(new Topic.WithUid(uid));
        return around.facts().withUid(uid).filter(type::isInstance).map(type::cast);
    }

    @Override
    public Map<ObjectKey, LedgerEntry> standing(OwnerKey owner) {
        read.add(new Topic.LedgerOf(owner));
        return standing.apply(owner);
    }

    @Override
    public Sight<Actual> inContrail(Question.OfContrail question) {
        return look(question, Actual.class);
    }

    @Override
    public Sight<KubeFact> elsewhere(Question.OfKubernetes question) {
        return look(question, KubeFact.class);
    }

    @Override
    public Optional<Map<String, String>> ingressClasses() {
        read.add(new Topic.IngressClasses());
        return around.ingressClasses();
    }

    @Override
    public Optional<PolicyStatus> policy(String uid) {
        read.add(new Topic.PolicyOf(uid));
        return around.commitments().statusOf(uid);
    }

    @Override
    public Optional<SortedSet<Integer>> portNumbers(Port.Named name) {
        read.add(new Topic.PortNumbers());
        return around.commitments().numbers(name);
    }

    @Override
    public Assignment assignment() {
        return around.commitments().assignment();
    }

    private <T> Sight<T> look(Question question, Class<T> type) {
        read.add(new Topic.AnswerTo(question));
        Sight<Object> sight = around.sights().of(question);
        if (sight instanceof Sight.Found<Object> found) {
            return new Sight.Found<>(type.cast(found.value()));
        }
        return sight.isMissing() ? new Sight.Missing<>() : new Sight.Unknown<>();
    }
}
