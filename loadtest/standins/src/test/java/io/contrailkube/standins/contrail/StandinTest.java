package io.contrailkube.standins.contrail;

import static io.contrailkube.standins.contrail.Caller.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.standins.contrail.Caller.Answer;
import io.contrailkube.standins.contrail.ContrailOptions.Choice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Options of the stand-in, its control calls, its first objects, and the older release. */
final class StandinTest {

    @Test
    @Spec("API-149")
    @DisplayName("API-149: what stands at the start")
    void initialObjects() {
        try (Caller contrail = Caller.start()) {
            var dump = contrail.get("/standin/dump").json();
            assertThat(dump.at("/virtual-network").properties())
                    .extracting(
                            e -> e.getValue().path("virtual_network_network_id").asInt())
                    .containsExactlyInAnyOrder(1, 2, 3, 4);
            assertThat(dump.at("/security-group/default-domain:default-project:__no_rule__/security_group_id")
                            .asInt())
                    .isEqualTo(8_000_001);
            assertThat(dump.at("/tag-type/tier/tag_type_id").asText()).isEqualTo("0x0002");
            assertThat(dump.at("/service-appliance-set").has("default-global-system-config:opencontrail"))
                    .isTrue();
            assertThat(dump.at("/global-vrouter-config")).hasSize(1);
        }
        try (Caller bare = Caller.start(ContrailOptions.loopback().with(Choice.SERVICE_APPLIANCE_SETS, false))) {
            assertThat(bare.get("/service-appliance-sets").at("/service-appliance-sets"))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("A token is demanded when one is set, and only of the API")
    void token() {
        try (Caller contrail = Caller.start(ContrailOptions.loopback().withToken("secret"))) {
            contrail.get("/domains").is(401);
            contrail.send("GET", "/domains", "", "X-Auth-Token", "wrong").is(401);
            contrail.send("GET", "/domains", "", "X-Auth-Token", "secret").is(200);
            contrail.get("/").is(200);
            contrail.get("/standin/stats").is(200);
        }
    }

    @Test
    @Spec("API-172")
    @DisplayName("API-172: the strict mode refuses keys that upstream ignores")
    void strict() {
        try (Caller contrail = Caller.start(ContrailOptions.loopback().with(Choice.STRICT, true))) {
            contrail.tryCreate("virtual-machine", "", "vm", "'anotations':{},").is(400);
            String uuid = contrail.create("virtual-machine", "", "vm", "'annotations':{},");
            contrail.put("/virtual-machine/" + uuid, "{'virtual-machine':{'nope':1}}")
                    .is(400);
        }
    }

    @Test
    @Spec("API-172")
    @DisplayName("API-172: requests are logged and counted, and faults can be put before them")
    void faultsAndLog() {
        try (Caller contrail = Caller.start()) {
            contrail.create("virtual-machine", "", "vm", "");
            contrail.standin().faults().put("{\"name\":\"f\",\"kind\":\"status\",\"status\":503,\"requests\":1}");
            contrail.get("/domains").is(503);
            contrail.get("/domains").is(200);
            assertThat(contrail.standin().log().since(0)).hasSize(3);
            assertThat(contrail.get("/standin/requests?writes=true").at("/requests"))
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("The newer and the older release differ where the contract says so")
    void olderRelease() {
        try (Caller old = Caller.start(ContrailOptions.loopback().withLine(Line.of("5.0")))) {
            old.project("p");
            String network = old.network("p", "net", "10.0.0.0", 24);
            var read = old.get("/virtual-network/" + network + "?fields=nope").at("/virtual-network");
            assertThat(read.has("network_ipam_refs")).isTrue();
            assertThat(read.has("is_shared")).isFalse();
            assertThat(read.path("virtual_network_network_id").asInt()).isEqualTo(4);
            old.tryCreate("project", "domain", "default-domain:p", "")
                    .is(
                            409,
                            "[u'default-domain', u'p'] already exists with uuid: "
                                    + read.path("parent_uuid").asText());
            old.tryCreate("virtual-network", "project", "default-domain:p:prov", "'is_provider_network':true,")
                    .is(400);
            Answer requested = old.tryCreate(
                    "instance-ip",
                    "",
                    "ip",
                    "'virtual_network_refs':[" + ref("default-domain:p:net", network)
                            + "],'instance_ip_address':'10.0.0.0',");
            requested.is(409, "Ip address already in use");
            old.post("/set-tag", "{'obj_type':'virtual-network','obj_uuid':'" + network + "','tier':null}")
                    .is(500);
            String rule = old.create(
                    "firewall-rule",
                    "policy-management",
                    "default-policy-management:r",
                    "'service':{'protocol':'17'},");
            assertThat(old.field("firewall-rule", rule, "service")
                            .path("protocol_id")
                            .asInt())
                    .isEqualTo(17);
        }
    }

    @Test
    @Spec("API-32")
    @DisplayName("API-32: in the older release an annotation key with a colon spoils its object")
    void colons() {
        String colon = "'annotations':{'key_value_pair':[{'key':'a:b','value':'c'}]},";
        try (Caller old = Caller.start(ContrailOptions.loopback().withLine(Line.R5_0));
                Caller recent = Caller.start()) {
            String spoilt = old.create("virtual-machine", "", "vm", colon);
            old.get("/virtual-machine/" + spoilt).is(500);
            String fine = recent.create("virtual-machine", "", "vm", colon);
            recent.get("/virtual-machine/" + fine).is(200);
        }
    }
}
