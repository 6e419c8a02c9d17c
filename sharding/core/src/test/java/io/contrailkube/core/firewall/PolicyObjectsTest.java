package io.contrailkube.core.firewall;

import static io.contrailkube.core.testing.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.NetworkPolicies.SctpPortMode;
import io.contrailkube.core.contrail.Cidr;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.policy.Direction;
import io.contrailkube.core.policy.Edition;
import io.contrailkube.core.policy.End;
import io.contrailkube.core.policy.LabelSelector;
import io.contrailkube.core.policy.PolicyReader;
import io.contrailkube.core.policy.Protocol;
import io.contrailkube.core.policy.Service;
import io.contrailkube.core.policy.Term;
import io.contrailkube.core.policy.Translation;
import io.contrailkube.core.spec.PolicyNames;
import io.contrailkube.core.testing.CreateBody;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Spec 03 sections 1, 3 and 6. */
class PolicyObjectsTest {
    private static final String SPEC = "{podSelector: {matchLabels: {app: 'api'}}, policyTypes: ['Ingress', 'Egress'],"
            + "ingress: [{from: [{podSelector: {}}], ports: [{port: 8080}, {protocol: 'SCTP', port: 5000, endPort: 5010}]}],"
            + "egress: [{to: [{ipBlock: {cidr: '10.0.0.0/24'}}]}]}";

    private final ObjectId id = new ObjectId("NetworkPolicy", "web", "api", "np-uid");
    private final PolicyNames names = new PolicyNames(Given.names());
    private final PolicyObjects objects = new PolicyObjects(Given.names(), id, names.policy("web", "api"));
    private final SharedObjects shared = new SharedObjects(Given.names());
    private final Term api = new Term.Labelled(new LabelSelector(new TreeMap<>(Map.of("app", "api")), List.of()));

    private static Edition edition(String spec) {
        return Translation.of(
                "web", PolicyReader.read(json(spec)).policy(), (protocol, name) -> new TreeSet<>(Set.of(80)));
    }

    private static Map<String, JsonNode> annotations(ContrailObject object) {
        var annotations = new TreeMap<String, JsonNode>();
        object.entries()
                .forEach(entry -> annotations.put(
                        entry.value().path("key").asText(), entry.value().path("value")));
        return annotations;
    }

    private static List<ObjectKey> rulesOf(ContrailObject policy) {
        return policy.references().stream()
                .filter(reference -> reference.field().equals(FirewallPolicy.RULE_REFS))
                .map(Reference::to)
                .toList();
    }

    private ObjectNode body(String leafPart, String protocol) {
        return objects.rules(edition(SPEC)).stream()
                .filter(rule -> rule.key().fqName().leaf().contains(leafPart))
                .map(CreateBody::of)
                .filter(body -> body.at("/service/protocol").asText().equals(protocol))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0);
                }));
    }

    @Test
    void rulesBetweenTags() {
        ObjectNode body = body("-in-", "tcp");
        String sel = names.tag(api).fqName().leaf();
        assertThat(body.path("action_list")).isEqualTo(json("{simple_action: 'pass'}"));
        assertThat(body.path("direction").asText()).isEqualTo(">");
        assertThat(body.path("match_tags")).isEqualTo(json("{tag_list: []}"));
        assertThat(body.path("service"))
                .isEqualTo(json("{protocol: 'tcp', dst_ports: {start_port: 8080, end_port: 8080}}"));
        assertThat(body.path("endpoint_1")).isEqualTo(json("{tags: ['namespace=web']}"));
        assertThat(body.path("endpoint_2")).isEqualTo(json("{tags: ['" + sel + "', 'namespace=web']}"));
        assertThat(body.path("annotations").toString())
                .contains("\"key\":\"kind\",\"value\":\"NetworkPolicy\"")
                .contains("\"key\":\"namespace\",\"value\":\"web\"")
                .contains("\"key\":\"name\",\"value\":\"api\"");
    }

    @Test
    void rulesToAddresses() {
        ObjectNode body = body("-eg-", "any");
        String group =
                names.addressGroup(List.of(Cidr.parse("10.0.0.0/24"))).fqName().toString();
        assertThat(body.path("endpoint_2")).isEqualTo(json("{address_group: '" + group + "'}"));
        assertThat(body.path("service"))
                .isEqualTo(json("{protocol: 'any', dst_ports: {start_port: 0, end_port: 65535}}"));
    }

    @Test
    @Spec("NP-21")
    void sctpIsWrittenByNameWithItsPorts() {
        assertThat(body("-in-", "sctp").path("service"))
                .isEqualTo(json("{protocol: 'sctp', dst_ports: {start_port: 5000, end_port: 5010}}"));
    }

    @Test
    @Spec("NP-21")
    void allPortsOfSctpCanBeNamedInsteadOfThoseThatPoliciesName() {
        var wide = Given.settings().sctpPorts(SctpPortMode.WIDEN).names();
        String ports = "ports: [{protocol: 'SCTP', port: 5000}, {protocol: 'SCTP', port: 6000}, {port: 80}]";
        List<ContrailObject> rules =
                new PolicyObjects(wide, id, names.policy("web", "api")).rules(edition("{ingress: [{" + ports + "}]}"));
        assertThat(rules)
                .extracting(rule -> CreateBody.of(rule).path("service"))
                .containsExactlyInAnyOrder(
                        json("{protocol: 'sctp', dst_ports: {start_port: 0, end_port: 65535}}"),
                        json("{protocol: 'tcp', dst_ports: {start_port: 80, end_port: 80}}"));

        var web = End.Pods.of(new Term.InNamespace("web"));
        var sctp = new Service(Protocol.SCTP, 5000, 5000);
        ContrailObject pair = new SharedObjects(wide).pairAllowRule(web, web, sctp);
        assertThat(CreateBody.of(pair).path("service"))
                .isEqualTo(json("{protocol: 'sctp', dst_ports: {start_port: 0, end_port: 65535}}"));
        assertThat(pair.key())
                .isEqualTo(new SharedObjects(wide).pairAllowKey(web, web, new Service(Protocol.SCTP, 6000, 6000)))
                .isNotEqualTo(shared.pairAllowKey(web, web, sctp));
    }

    @Test
    void whatARuleNamesMustStandFirst() {
        assertThat(objects.rules(edition(SPEC))).allSatisfy(rule -> assertThat(rule.needs())
                .contains(names.tag(new Term.InNamespace("web")), names.tag(api)));
        assertThat(objects.rules(edition(SPEC))).anySatisfy(rule -> assertThat(rule.needs())
                .contains(names.addressGroup(List.of(Cidr.parse("10.0.0.0/24")))));
    }

    @Test
    void thePolicyHasTheAnnotationsOfTheOriginal() {
        ContrailObject policy = objects.policy("{\"a\":1}", List.of(edition(SPEC)));
        Map<String, String> texts = new TreeMap<>();
        annotations(policy).forEach((key, value) -> texts.put(key, value.asText()));
        var subject = End.Pods.of(new Term.InNamespace("web"), api);
        assertThat(texts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kind", "VncSecurityPolicy",
                        "owner", "k8s",
                        "cluster", "k8s",
                        "project", "k8s-web",
                        "namespace", "web",
                        "name", "api",
                        "k8s_uuid", "np-uid",
                        "spec", "{\"a\":1}",
                        "deny_all_rule_uuid", Uuids.of(shared.denyKey(subject, Direction.INGRESS)),
                        "egress_deny_all_rule_uuid", Uuids.of(shared.denyKey(subject, Direction.EGRESS))));
        assertThat(annotations(objects.policy("{}", List.of(edition("{}")))))
                .containsEntry("egress_deny_all_rule_uuid", json("null"));
    }

    @Test
    @Spec("NP-48")
    void itsRulesHavePlacesThatDoNotDependOnTheOrder() {
        String other = "{policyTypes: ['Egress', 'Ingress'], egress: [{to: [{ipBlock: {cidr: '10.0.0.0/24'}}]}],"
                + "ingress: [{ports: [{protocol: 'SCTP', port: 5000, endPort: 5010}, {port: 8080}], from: [{podSelector: {}}]}],"
                + "podSelector: {matchLabels: {app: 'api'}}}";
        ContrailObject policy = objects.policy("{}", List.of(edition(SPEC)));
        assertThat(objects.policy("{}", List.of(edition(other))).fingerprint()).isEqualTo(policy.fingerprint());
        assertThat(rulesOf(policy))
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(objects.rules(edition(SPEC)).stream()
                        .map(ContrailObject::key)
                        .toList());
        assertThat(policy.references())
                .extracting(reference -> String.valueOf(reference.attr()))
                .doesNotHaveDuplicates()
                .allMatch(attr -> attr.matches("\\{\"sequence\":\"00001\\.\\d{15}\"}"));
        assertThat(policy.wholeFields()).containsExactly(FirewallPolicy.RULE_REFS);
    }

    @Test
    void inAChangeItHasTheRulesOfBothEditionsAndThoseInCommonOnce() {
        Edition old = edition("{ingress: [{ports: [{port: 80}, {port: 81}]}]}");
        Edition next = edition("{ingress: [{ports: [{port: 81}, {port: 82}]}]}");
        assertThat(rulesOf(objects.policy("{}", List.of(old, next)))).hasSize(3);
        assertThat(rulesOf(objects.policy("{}", List.of(next)))).hasSize(2);
    }

    @Test
    void rulesThatIsolate() {
        var subject = End.Pods.of(new Term.InNamespace("web"));
        ObjectNode in = CreateBody.of(shared.denyRule(subject, Direction.INGRESS));
        assertThat(in.path("action_list")).isEqualTo(json("{simple_action: 'deny'}"));
        assertThat(in.path("endpoint_1")).isEqualTo(json("{any: true}"));
        assertThat(in.path("endpoint_2")).isEqualTo(json("{tags: ['namespace=web']}"));
        ObjectNode out = CreateBody.of(shared.denyRule(subject, Direction.EGRESS));
        assertThat(out.path("endpoint_1")).isEqualTo(json("{tags: ['namespace=web']}"));
        assertThat(out.path("endpoint_2")).isEqualTo(json("{any: true}"));
        assertThat(out.at("/fq_name/1").asText()).startsWith("k8s-denyall-eg-");
    }

    @Test
    void groupsOfAddresses() {
        var prefixes = List.of(Cidr.parse("172.17.0.0/24"), Cidr.parse("fd00::/64"));
        assertThat(CreateBody.of(shared.addressGroup(prefixes)).path("address_group_prefix"))
                .isEqualTo(json("{subnet: [{ip_prefix: '172.17.0.0', ip_prefix_len: 24},"
                        + "{ip_prefix: 'fd00::', ip_prefix_len: 64}]}"));
    }

    @Test
    @Spec("NP-14")
    void theSchemaKnowsAllOfItAndNoNameHasAColon() {
        var web = End.Pods.of(new Term.InNamespace("web"));
        var everything = new ArrayList<>(objects.rules(edition(SPEC)));
        everything.add(objects.policy("{}", List.of(edition(SPEC))));
        everything.add(shared.tag(api));
        everything.add(shared.addressGroup(List.of(Cidr.parse("fd00::/64"))));
        everything.add(shared.denyRule(web, Direction.INGRESS));
        everything.add(shared.pairAllowRule(web, web, Service.all(Protocol.UDP)));
        everything.add(shared.pairDenyRule(web, web));
        everything.addAll(shared.pairPolicies());
        everything.add(SharedObjects.places(names.pairDenyPolicy(), List.of(shared.pairDenyKey(web, web))));
        Schema schema = Schema.read();
        assertThat(everything).allSatisfy(object -> {
            assertThat(schema.faults(object)).isEmpty();
            assertThat(object.key().fqName().parts()).noneMatch(part -> part.contains(":"));
        });
    }
}
