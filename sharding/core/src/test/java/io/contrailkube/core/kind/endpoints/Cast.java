package io.contrailkube.core.kind.endpoints;

import static io.contrailkube.core.testing.Given.namespace;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.InstanceIp;
import io.contrailkube.core.contrail.Member;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.VirtualMachineInterface;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceWorkload;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.WorkloadNames;
import io.contrailkube.core.state.LedgerEntry;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Services and members of one namespace on a stage, each plan carried out at once, one owner key after another. */
final class Cast {
    final Stage stage;
    private final ObjectNames names;
    private final String namespace;
    private final Map<String, KubeFact> facts = new HashMap<>();
    private final Set<OwnerKey> owners = new LinkedHashSet<>();
    private EndpointIndex index = new EndpointIndex();
    private MemberWorkload members = new MemberWorkload(index);
    private ServiceWorkload services = new ServiceWorkload(index);
    private Set<OwnerKey> touched = Set.of();
    private Consumer<Cast> watcher = cast -> {};
    private int plans;

    Cast(ObjectNames names, NamespaceBuilder namespace) {
        this.names = names;
        this.namespace = namespace.name();
        this.stage = Stage.of(names, namespace)
                .seeing(names.defaultServiceNetwork(), "{}")
                .missing(new Question.Named(BalancerNames.applianceSet("native")))
                .deciding("/subnet_uuid", "any");
    }

    Cast(ObjectNames names) {
        this(names, namespace("shop"));
    }

    /** Called after each plan. */
    void watch(Consumer<Cast> after) {
        watcher = after;
    }

    Cast with(KubeFact... more) {
        for (KubeFact fact : more) {
            KubeFact before = facts.put(fact.id().uid(), fact);
            stage.with(fact);
            learn(before, fact);
        }
        return this;
    }

    Cast without(KubeFact fact) {
        KubeFact before = facts.remove(fact.id().uid());
        stage.without(fact);
        learn(before, null);
        return this;
    }

    private void learn(@Nullable KubeFact before, @Nullable KubeFact after) {
        touched = members.learn(before, after);
        owners.addAll(touched);
        owners.addAll(services.learn(before, after));
    }

    /** Owner keys that the last fact concerned by way of the index. */
    Set<OwnerKey> touched() {
        return new TreeSet<>(touched);
    }

    /** All that is soft is forgotten, and all facts are learned anew. */
    Cast restart() {
        index = new EndpointIndex();
        members = new MemberWorkload(index);
        services = new ServiceWorkload(index);
        List.copyOf(facts.values()).forEach(fact -> learn(null, fact));
        return this;
    }

    /** The first interface of a pod stands, with this address. */
    Cast running(PodBuilder pod, String address) {
        return running(pod, 0, address);
    }

    Cast running(PodBuilder pod, int index, String address) {
        PodFact fact = pod.fact();
        var naming = new WorkloadNames(names);
        ObjectKey port = naming.podInterface(fact.id(), index);
        String uuid = naming.podInterfaceUuid(fact.id(), index);
        var machine = naming.machine(fact.id());
        ObjectKey network = names.defaultPodNetwork();
        stage.letStand(
                pod.owner(),
                VirtualMachineInterface.ofMachine(port, machine, network, names.securityGroup(namespace))
                        .uuid(uuid)
                        .build(),
                Map.of());
        stage.letStand(
                pod.owner(),
                InstanceIp.of(naming.podAddress(fact.id(), index, "v4"), "x", network, port, null)
                        .build(),
                Map.of(InstanceIp.ADDRESS, address));
        return with(fact);
    }

    /** Lets every plan be carried out until nothing is left to do; returns how many there were. */
    int settle() {
        int before = plans;
        boolean changed = true;
        for (int round = 0; changed; round++) {
            if (round > 50) {
                throw new AssertionError("this does not come to rest");
            }
            changed = false;
            for (OwnerKey owner : List.copyOf(owners)) {
                changed |= !owner.kind().equals("Pod") && plan(owner);
            }
        }
        return plans - before;
    }

    /** Whether the plan of one owner key had anything to do. */
    boolean plan(OwnerKey owner) {
        Want want = want(owner);
        if (want.stance() == Want.Stance.PARK) {
            return false;
        }
        Map<ObjectKey, LedgerEntry> before = Map.copyOf(stage.standing(owner));
        boolean isService = owner.kind().equals("Service");
        if (isService && want.objects().isEmpty() && !members().isEmpty()) {
            return false; // pools go after their members
        }
        stage.letStand(owner, want);
        boolean changed = !stage.standing(owner).equals(before);
        plans += changed ? 1 : 0;
        watcher.accept(this);
        return changed;
    }

    Want want(OwnerKey owner) {
        return owner.kind().equals("Service") ? services.want(owner, stage) : members.want(owner, stage);
    }

    Want want(String service, PodBuilder pod) {
        return want(EndpointIndex.member(service, pod.fact().id().uid()));
    }

    Set<OwnerKey> owners() {
        return Set.copyOf(owners);
    }

    EndpointIndex index() {
        return index;
    }

    /** Members that stand, as port of the service and target port, with the pod's name where one is known. */
    List<String> members() {
        var found = new ArrayList<String>();
        for (OwnerKey owner : owners) {
            stage.standing(owner).values().stream()
                    .filter(entry -> entry.key().type().equals(ContrailTypes.LOADBALANCER_MEMBER))
                    .forEach(entry -> found.add(describe(owner, entry)));
        }
        found.sort(null);
        return found;
    }

    private String describe(OwnerKey owner, LedgerEntry entry) {
        int slash = owner.id().indexOf('/');
        String target = owner.id().substring(slash + 1);
        KubeFact pod = facts.get(target);
        String pool = entry.key().fqName().parent().leaf();
        String port = facts.values().stream()
                .filter(ServiceFact.class::isInstance)
                .map(ServiceFact.class::cast)
                .flatMap(service -> service.ports().stream()
                        .filter(one -> new BalancerNames(names, service.id())
                                .frontend(one.protocol(), one.port())
                                .pool()
                                .key()
                                .fqName()
                                .leaf()
                                .equals(pool))
                        .map(one -> service.id().name() + ':' + one.port()))
                .findFirst()
                .orElse("?");
        return port + "->" + (pod == null ? target : pod.id().name()) + ':'
                + entry.learned().get(Member.PORT);
    }
}
