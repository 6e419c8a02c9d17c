package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FirewallPolicy;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Reference;
import io.contrailkube.core.contrail.SharedList;
import io.contrailkube.core.plan.Difference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final ObjectKey PROJECT = ObjectKey.of(ContrailTypes.PROJECT, "d", "p");
    private static final ObjectKey POLICY = ObjectKey.of(ContrailTypes.NETWORK_POLICY, "d", "p", "np");
    private static final ObjectKey TAG = ObjectKey.of(ContrailTypes.TAG, "application=k8s");
    private static final Map<ObjectKey, String> UUIDS =
            Map.of(PROJECT, "aaaaaaaa-0000-4000-8000-000000000001", POLICY, "U2", TAG, "U3");

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static JsonNode body(Call call) {
        return Objects.requireNonNull(call.body());
    }

    @Test
    @Spec("API-163")
    void everythingIsFoldedIntoTheCreate() throws Exception {
        ContrailObject network = ContrailObject.builder(ContrailTypes.VIRTUAL_NETWORK, FqName.of("d", "p", "vn"))
                .uuid("U1")
                .property("fabric_snat", true)
                .reference("network_policy_refs", POLICY, json("{\"sequence\": {\"major\": 0, \"minor\": 0}}"))
                .tag(TAG)
                .entry(
                        SharedList.PERMISSION_SHARES,
                        JsonNodeFactory.instance.objectNode().put("tenant", "T"))
                .annotations(new TreeMap<>(Map.of("cluster", "k8s", "owner", "k8s")))
                .owner(PROJECT)
                .build();

        Call call = Requests.create(network, UUIDS);

        assertThat(call.kind()).isEqualTo(Call.Kind.CREATE);
        assertThat(call.target()).isEqualTo("/virtual-networks");
        assertThat(call.lane()).isEqualTo("U1");
        assertThat(body(call))
                .isEqualTo(
                        json(
                                """
                {"virtual-network": {
                  "fq_name": ["d", "p", "vn"], "uuid": "U1", "parent_type": "project", "fabric_snat": true,
                  "network_policy_refs": [
                    {"to": ["d", "p", "np"], "uuid": "U2", "attr": {"sequence": {"major": 0, "minor": 0}}}],
                  "tag_refs": [{"to": ["application=k8s"], "uuid": "U3", "attr": null}],
                  "perms2": {"share": [{"tenant": "T"}], "owner": "aaaaaaaa000040008000000000000001"},
                  "annotations": {"key_value_pair": [
                    {"key": "cluster", "value": "k8s"}, {"key": "owner", "value": "k8s"}]}}}"""));
    }

    @Test
    void aChildOfTheRootHasNoParentType() {
        Call call = Requests.create(
                ContrailObject.builder(ContrailTypes.TAG, TAG.fqName()).build(), Map.of());
        assertThat(body(call).path("tag").has("parent_type")).isFalse();
    }

    @Test
    void anUpdateHoldsOnlyWhatDiffers() throws Exception {
        var difference = new Difference(
                JsonNodeFactory.instance.objectNode().put("fabric_snat", false),
                Map.of("network_policy_refs", List.of(new Reference("network_policy_refs", POLICY, null))),
                List.of(),
                List.of(),
                new TreeSet<>());
        Call call =
                Requests.update(ObjectKey.of(ContrailTypes.VIRTUAL_NETWORK, "d", "p", "vn"), "U1", difference, UUIDS);
        assertThat(call.target()).isEqualTo("/virtual-network/U1");
        assertThat(body(call))
                .isEqualTo(
                        json(
                                """
                {"virtual-network": {"fabric_snat": false,
                  "network_policy_refs": [{"to": ["d", "p", "np"], "uuid": "U2", "attr": null}]}}"""));
    }

    @Test
    void referencesAreAddedAndRemovedOneByOneInTheLaneOfTheirObject() throws Exception {
        ObjectKey hub = ObjectKey.of(ContrailTypes.FIREWALL_POLICY, "pm", "hub");
        ObjectKey rule = ObjectKey.of(ContrailTypes.FIREWALL_RULE, "pm", "r");
        var reference = new Reference(FirewallPolicy.RULE_REFS, rule, json("{\"sequence\": \"00001.0\"}"));
        Call add = Requests.addReference(hub, "H", reference, "R");
        assertThat(add.lane()).isEqualTo("H");
        assertThat(body(add))
                .isEqualTo(
                        json(
                                """
                {"type": "firewall-policy", "uuid": "H", "ref-type": "firewall-rule", "ref-uuid": "R",
                 "operation": "ADD", "attr": {"sequence": "00001.0"}}"""));
        Call remove = Requests.removeReference(hub, "H", "firewall_rule_refs", "R");
        assertThat(body(remove).path("operation").asText()).isEqualTo("DELETE");
        assertThat(body(remove).path("ref-type").asText()).isEqualTo("firewall-rule");
    }

    @Test
    @Spec("API-77")
    void aReferenceMayBeTakenBackByName() throws Exception {
        ObjectKey router = ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "g", "node-1");
        var claim = new Claims.RefClaim("virtual_machine_refs", ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE, "vm"));
        assertThat(body(Requests.removeReference(router, "R", claim)))
                .isEqualTo(
                        json(
                                """
                {"type": "virtual-router", "uuid": "R", "ref-type": "virtual-machine", "ref-fq-name": ["vm"],
                 "operation": "DELETE", "attr": null}"""));
    }

    @Test
    void whatIsLookedForIsEncodedInTheRequestLine() {
        Call call = Requests.referring("instance-ip", "U", "instance_ip_address", "fd00::1", List.of("a", "b"));
        assertThat(call.target())
                .isEqualTo("/instance-ips?exclude_hrefs=true&back_ref_id=U"
                        + "&filters=instance_ip_address%3D%3D%22fd00%3A%3A1%22&fields=a,b");
        assertThat(Requests.fields("virtual-router", List.of("a"), "g:n:U", 500).target())
                .isEqualTo("/virtual-routers?exclude_hrefs=true&fields=a&page_limit=500&page_marker=g%3An%3AU");
    }

    @Test
    void namesAreEncodedInTheRequestLine() {
        Call call = Requests.lookup("tag", List.of(Requests.encode("app=a b"), Requests.encode("d:ü")), true);
        assertThat(call.target()).isEqualTo("/tags?exclude_hrefs=true&fq_names=app%3Da%20b,d%3A%C3%BC&detail=true");
    }

    @Test
    @Spec("API-55")
    void projectsAreNeverReadOneByOne() {
        Call call = Requests.read("project", List.of("U1", "U2"), List.of());
        assertThat(call.target()).isEqualTo("/list-bulk-collection");
        assertThat(body(call).path("obj_uuids").asText()).isEqualTo("U1,U2");
    }

    @Test
    void claimsAreReadBackAsReferences() {
        String claim = new Reference("tag_refs", TAG, null).claim();
        assertThat(Claims.areReferences(List.of(claim))).isTrue();
        assertThat(Claims.references(List.of(claim))).containsExactly(new Claims.RefClaim("tag_refs", TAG));
        assertThat(Claims.areReferences(List.of(claim, "linklocal_services/x"))).isFalse();
    }
}
