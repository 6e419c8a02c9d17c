package io.contrailkube.loadtest.policies;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.firewall.PolicyObjects;
import io.contrailkube.core.firewall.SharedObjects;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceKind;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyFact;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyKind;
import io.contrailkube.core.kind.pod.PodFact;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.kind.pod.SeenPod;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.Layout;
import io.contrailkube.core.policy.Layout.PolicyName;
import io.contrailkube.core.policy.Memberships;
import io.contrailkube.core.policy.Namespaces;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.policy.PodView.NamedPort;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.policy.Translation;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.PolicyNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The firewall that a country is to have, step by step. */
final class Desired {
    /** As many as a firewall policy should have that is looked through for every flow (spec 03 section 11.4). */
    private static final int PAIR_LIMIT = 256;

    private final ObjectReader json = JsonMapper.builder().build().reader();
    private final Map<String, Map<String, String>> namespaces = new HashMap<>();
    private final List<SeenPod> pods = new ArrayList<>();
    private final List<NetworkPolicyFact> policies = new ArrayList<>();
    private final SortedMap<PolicyName, Edition> editions = new TreeMap<>();
    private final Map<String, SortedSet<Term>> memberships = new HashMap<>();
    private Namespaces places = new Namespaces(Map.of());
    private Layout layout = new Layout(List.of());

    void read(Country country) throws IOException {
        for (NamespaceFact namespace : facts(new NamespaceKind(), NamespaceFact.class, country.namespaces())) {
            namespaces.put(namespace.id().name(), namespace.labels());
        }
        int number = 0;
        for (PodFact pod : facts(new PodKind(), PodFact.class, country.pods())) {
            // Contrail gives them out; here they only have to be there.
            String address = "10." + (number >> 16) + '.' + (number >> 8 & 255) + '.' + (number & 255);
            pods.add(new SeenPod(pod, List.of(Cidr.ofAddress(address))));
            number++;
        }
        policies.addAll(facts(new NetworkPolicyKind(), NetworkPolicyFact.class, country.policies()));
    }

    private <T extends KubeFact> List<T> facts(KubeKind kind, Class<T> type, List<byte[]> texts) throws IOException {
        var facts = new ArrayList<T>(texts.size());
        for (byte[] text : texts) {
            kind.decode(json.readTree(text)).map(type::cast).ifPresent(facts::add);
        }
        return facts;
    }

    void translate() {
        Map<Protocol, Map<String, SortedSet<Integer>>> numbers = new HashMap<>();
        for (SeenPod pod : pods) {
            for (NamedPort port : pod.pod().ports()) {
                numbers.computeIfAbsent(port.protocol(), any -> new HashMap<>())
                        .computeIfAbsent(port.name(), any -> new TreeSet<>())
                        .add(port.number());
            }
        }
        for (NetworkPolicyFact policy : policies) {
            String namespace = policy.id().namespace();
            editions.put(
                    new PolicyName(namespace, policy.id().name()),
                    Translation.of(
                            namespace, policy.policy(), (protocol, name) -> numbers.getOrDefault(protocol, Map.of())
                                    .getOrDefault(name, Collections.emptySortedSet())));
        }
    }

    void order(Layout.Enforcement enforcement) {
        places = new Namespaces(namespaces);
        layout = Layout.of(places, editions, enforcement, PAIR_LIMIT);
    }

    void tag() {
        var terms = Memberships.of(layout, places, editions.values());
        for (SeenPod pod : pods) {
            PodView view = pod.view(namespaces.getOrDefault(pod.pod().id().namespace(), Map.of()), Set.of());
            memberships.put(pod.pod().id().uid(), terms.of(view));
        }
    }

    /**
     * Makes the objects of all network policies: firewall policies, their rules and the rules that isolate.
     *
     * @return how many
     */
    long make(ObjectNames names) {
        var policyNames = new PolicyNames(names);
        var shared = new SharedObjects(names);
        long count = 0;
        for (NetworkPolicyFact policy : policies) {
            ObjectId id = policy.id();
            Edition edition = Objects.requireNonNull(editions.get(new PolicyName(id.namespace(), id.name())));
            var objects = new PolicyObjects(names, id, policyNames.policy(id.namespace(), id.name()));
            var made = new ArrayList<ContrailObject>(objects.rules(edition));
            made.add(objects.policy(policy.spec(), List.of(edition)));
            edition.isolates().forEach(direction -> made.add(shared.denyRule(edition.subject(), direction)));
            count += made.size();
        }
        return count;
    }

    long rules() {
        return layout.sections().stream()
                .mapToLong(section -> section.lines().size())
                .sum();
    }

    long tagsOfPods() {
        return memberships.values().stream().mapToLong(Set::size).sum();
    }
}
