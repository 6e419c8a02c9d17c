package io.contrailkube.core.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ApplicationPolicySet;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailObjectBuilder;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FirewallRule;
import io.contrailkube.core.contrail.FirewallRule.Endpoint;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.Layout;
import io.contrailkube.core.policy.Layout.Enforcement;
import io.contrailkube.core.policy.Layout.Line;
import io.contrailkube.core.policy.Layout.Part;
import io.contrailkube.core.policy.Layout.PolicyName;
import io.contrailkube.core.policy.Memberships;
import io.contrailkube.core.policy.Namespaces;
import io.contrailkube.core.policy.PodView;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.spec.OwnershipMarks;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.spec.TagNames;
import io.contrailkube.core.testing.CreateBody;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.verdict.ContrailOracle;
import io.contrailkube.core.verdict.KubernetesOracle;
import io.contrailkube.core.verdict.SctpPorts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Contrail objects of a town with all its policies in force, and the interfaces of its pods. */
final class Built {
    private static final String TAG_REFS = "tag_refs";

    private final ObjectNames names = Given.names();
    private final PolicyNames policyNames = new PolicyNames(names);
    private final SharedObjects shared = new SharedObjects(names);
    private final OwnershipMarks marks = new OwnershipMarks(names);
    private final SortedMap<PolicyName, Edition> editions;
    private final Layout layout;
    private final Memberships memberships;
    private final SortedMap<String, SortedMap<String, JsonNode>> dump = new TreeMap<>();
    private final Set<Term> terms = new TreeSet<>();

    private Built(SortedMap<PolicyName, Edition> editions, Layout layout, Memberships memberships) {
        this.editions = editions;
        this.layout = layout;
        this.memberships = memberships;
    }

    static Built of(Town town, Enforcement enforcement, int pairLimit) {
        SortedMap<PolicyName, Edition> editions = town.editions();
        Namespaces namespaces = town.namespaces();
        Layout layout = Layout.of(namespaces, editions, enforcement, pairLimit);
        var built = new Built(editions, layout, Memberships.of(layout, namespaces, editions.values()));
        built.policies();
        town.pods().forEach(built::port);
        built.tags();
        return built;
    }

    Layout layout() {
        return layout;
    }

    Map<String, SortedMap<String, JsonNode>> dump() {
        return dump;
    }

    /** @param kubernetes knows the addresses of pods that have no interface of their own */
    ContrailOracle oracle(KubernetesOracle kubernetes) {
        return ContrailOracle.of(names.cluster(), dump, kubernetes.addresses(), SctpPorts.AS_MEANT);
    }

    private void policies() {
        ContrailObjectBuilder set = ApplicationPolicySet.named(names.applicationPolicySet())
                .annotations(marks.ofCluster())
                .tag(names.applicationTag());
        put(FirewallPolicy.named(names.ingressFirewallPolicy())
                .annotations(marks.ofInfraPolicy("Ingress"))
                .build());
        ApplicationPolicySet.add(set, names.ingressFirewallPolicy(), "00010.0");
        int slot = 100;
        for (Layout.Section section : layout.sections()) {
            ApplicationPolicySet.add(set, section(section), place(section.part(), slot));
            slot += section.part() == Part.POLICY ? 1 : 0;
        }
        put(set.build());
    }

    private static String place(Part part, int slot) {
        return switch (part) {
            case PAIR_ALLOW -> "00020.0";
            case PAIR_DENY -> "00021.0";
            case POLICY -> "%05d.0".formatted(slot);
            case DENY_ALL -> "99000.0";
            case ALLOW_ALL -> "99001.0";
        };
    }

    private ObjectKey section(Layout.Section section) {
        section.lines().forEach(this::note);
        return switch (section.part()) {
            case PAIR_ALLOW -> shared(policyNames.pairAllowPolicy(), "pairallow", section);
            case PAIR_DENY -> shared(policyNames.pairDenyPolicy(), "pairdeny", section);
            case POLICY -> own(Objects.requireNonNull(section.policy()));
            case DENY_ALL -> shared(names.denyAllPolicy(), "denyall", section);
            case ALLOW_ALL -> shared(names.allowAllPolicy(), "allowall", section);
        };
    }

    private void note(Line line) {
        for (End end : List.of(line.from(), line.to())) {
            if (end instanceof End.Pods pods) {
                terms.addAll(pods.terms());
            } else if (end instanceof End.Block block) {
                put(shared.addressGroup(block.prefixes()));
            }
        }
    }

    private ObjectKey own(PolicyName name) {
        ObjectKey key = policyNames.policy(name.namespace(), name.name());
        var objects = new PolicyObjects(names, new ObjectId("NetworkPolicy", name.namespace(), name.name(), "u"), key);
        Edition edition = Objects.requireNonNull(editions.get(name));
        objects.rules(edition).forEach(this::put);
        put(objects.policy("{}", List.of(edition)));
        return key;
    }

    private ObjectKey shared(ObjectKey key, String name, Layout.Section section) {
        ContrailObjectBuilder policy = FirewallPolicy.named(key).annotations(marks.ofInfraPolicy(name));
        for (Line line : section.lines()) {
            ContrailObject rule = rule(section.part(), line);
            put(rule);
            FirewallPolicy.addRule(policy, rule.key(), 1);
        }
        put(policy.build());
        return key;
    }

    private ContrailObject rule(Part part, Line line) {
        if (part == Part.PAIR_ALLOW) {
            return shared.pairAllowRule((End.Pods) line.from(), (End.Pods) line.to(), line.service());
        }
        if (part == Part.PAIR_DENY) {
            return shared.pairDenyRule((End.Pods) line.from(), (End.Pods) line.to());
        }
        boolean ingress = line.to() instanceof End.Pods;
        End.Pods subject = (End.Pods) (ingress ? line.to() : line.from());
        if (part == Part.DENY_ALL) {
            return shared.denyRule(subject, ingress ? Direction.INGRESS : Direction.EGRESS);
        }
        String namespace = ((Term.InNamespace) subject.terms().first()).name();
        Endpoint all = Endpoint.tagged(names.namespaceTag(namespace));
        return FirewallRule.passAll(
                        ingress ? names.ingressRule(namespace) : names.egressRule(namespace),
                        ingress ? Endpoint.any() : all,
                        ingress ? all : Endpoint.any())
                .annotations(marks.of("Namespace", namespace, namespace))
                .build();
    }

    /** With all tags that a pod is to bear, published ones and those of terms. */
    private void port(String name, PodView pod) {
        String own = name.substring(name.indexOf('/') + 1);
        var tags = new TreeSet<ObjectKey>(TagNames.published(pod.labels(), names.cluster()));
        var types = new TreeSet<String>();
        tags.forEach(tag -> types.add(TagNames.typeOf(tag)));
        TagNames.published(pod.namespaceLabels(), names.cluster()).stream()
                .filter(tag -> !types.contains(TagNames.typeOf(tag)))
                .forEach(tags::add);
        tags.add(names.applicationTag());
        tags.add(names.namespaceTag(pod.namespace()));
        tags.add(policyNames.tag(new Term.EveryPod()));
        memberships.of(pod).stream().map(policyNames::tag).forEach(tags::add);
        ContrailObjectBuilder port = ContrailObject.builder(
                        ContrailTypes.VIRTUAL_MACHINE_INTERFACE,
                        names.project(pod.namespace()).fqName().child(own))
                .annotations(marks.of("Pod", pod.namespace(), own));
        tags.forEach(port::tag);
        ContrailObject built = port.build();
        put(built);
        for (Cidr address : pod.addresses()) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("instance_ip_address", address.address());
            built.key()
                    .fqName()
                    .parts()
                    .forEach(body.withArray("virtual_machine_interface_refs")
                            .addObject()
                            .putArray("to")::add);
            of("instance-ip").put(name + address, body);
        }
    }

    private void tags() {
        terms.forEach(term -> put(shared.tag(term)));
        var named = new TreeSet<String>();
        of("virtual-machine-interface").values().forEach(port -> port.path(TAG_REFS)
                .forEach(ref -> named.add(ref.at("/to/0").asText())));
        named.forEach(name -> of("tag").putIfAbsent(name, JsonNodeFactory.instance.objectNode()));
    }

    private SortedMap<String, JsonNode> of(String type) {
        return dump.computeIfAbsent(type, any -> new TreeMap<>());
    }

    private void put(ContrailObject object) {
        of(object.key().type()).put(object.key().fqName().toString(), CreateBody.of(object));
    }
}
