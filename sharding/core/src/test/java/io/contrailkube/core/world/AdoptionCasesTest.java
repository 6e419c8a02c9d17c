package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.endpoints;
import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.names;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.object;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.spec.ObjectNames;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.ServiceBuilder;
import io.contrailkube.core.world.Contrail.Write;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the original left, or an earlier life of ours whose journal is lost, is taken over (spec 02 section 3.2). */
class AdoptionCasesTest {
    private static final ObjectNames NAMES = names();
    private static final ObjectKey ROUTER =
            ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", "node-1");
    private static final PodBuilder WEB = pod("shop", "web").label("app", "web");
    private static final PodBuilder DB = pod("shop", "db");
    private static final ServiceBuilder FRONT = service("shop", "front").port("http", "TCP", 80);
    private static final IngressBuilder EDGE =
            ingress("shop", "edge").defaultBackend("front", 80).path("shop.example.com", "/cart", "front", 80);

    private final Contrail ours = built();

    private static KubeFact[] facts(Contrail contrail) {
        return new KubeFact[] {
            WEB.fact(),
            DB.fact(),
            FRONT.fact(),
            EDGE.fact(),
            endpoints("shop", "front")
                    .port("http", "TCP", 8080)
                    .pod(WEB, address(contrail, "web"))
                    .pod(DB, address(contrail, "db"))
                    .fact()
        };
    }

    private static String address(Contrail contrail, String pod) {
        return contrail.ofType(ContrailTypes.INSTANCE_IP).stream()
                .filter(key -> key.fqName().leaf().startsWith(pod + "__"))
                .map(key -> contrail.body(key).path("instance_ip_address").asText())
                .findFirst()
                .orElse("10.47.0.1");
    }

    private static Contrail built() {
        Contrail contrail = Contrail.fresh().with(ROUTER, object("{virtual_router_ip_address: '10.0.0.5'}"));
        World world = World.of(NAMES, contrail);
        world.apply(namespace("shop")).start().settle();
        world.apply(WEB.fact(), DB.fact()).settle();
        world.apply(facts(contrail)).list().settle();
        return contrail;
    }

    private static World taking(Contrail contrail, KubeFact... facts) {
        World world = World.of(NAMES, contrail);
        world.apply(namespace("shop")).apply(facts).list().start().settle();
        return world;
    }

    private static Map<String, Long> counts(Contrail contrail) {
        var counts = new TreeMap<String, Long>();
        contrail.keys().forEach(key -> counts.merge(key.type(), 1L, Long::sum));
        return counts;
    }

    private static Map<ObjectKey, String> uuids(Contrail contrail) {
        var uuids = new TreeMap<ObjectKey, String>();
        contrail.keys().forEach(key -> uuids.put(key, contrail.uuid(key)));
        return uuids;
    }

    private static List<Write> ofMethod(List<Write> writes, String method) {
        return writes.stream().filter(write -> write.method().equals(method)).toList();
    }

    @Test
    void objectsOfTheOriginalAreTakenOverAndNothingIsMadeTwice() {
        Contrail theirs = Legacy.of(ours);
        assertThat(theirs.keys()).isNotEqualTo(ours.keys());
        Map<ObjectKey, String> before = uuids(theirs);

        World world = taking(theirs, facts(theirs));

        assertThat(world.unrest()).isEmpty();
        List<Write> writes = theirs.takeWrites();
        assertThat(ofMethod(writes, "POST")).isEmpty();
        assertThat(ofMethod(writes, "DELETE")).isEmpty();
        assertThat(uuids(theirs)).isEqualTo(before);
        assertThat(world.reasons()).isEmpty();

        world.restart().audit();
        assertThat(theirs.takeWrites()).isEmpty();
    }

    @Test
    void anEarlierLifeOfOursIsTakenOverWithoutAWrite() {
        Map<ObjectKey, String> before = uuids(ours);
        ours.takeWrites();

        World world = taking(ours, facts(ours));

        assertThat(world.unrest()).isEmpty();
        assertThat(ours.takeWrites())
                .filteredOn(write -> !write.method().equals("ref-update"))
                .isEmpty();
        assertThat(uuids(ours)).isEqualTo(before);
    }

    @Test
    void aProjectOfOurOwnIsNotLookedAt() {
        World world =
                taking(Contrail.fresh().with(ROUTER, object("{virtual_router_ip_address: '10.0.0.5'}")), WEB.fact());
        assertThat(world.journal("shop").toString()).doesNotContain("surveyed");
    }

    @Test
    @Spec("POD-22")
    void whatIsGoneMeanwhileIsRemovedOnceListsAreComplete() {
        Contrail theirs = Legacy.of(ours);
        World world = World.of(NAMES, theirs);
        world.killAll().apply(namespace("shop")).applyUnseen(WEB.fact()).start().settle();
        assertThat(theirs.ofType(ContrailTypes.VIRTUAL_MACHINE)).hasSize(2);

        world.list().settle();

        assertThat(world.unrest()).isEmpty();
        assertThat(theirs.ofType(ContrailTypes.VIRTUAL_MACHINE))
                .containsExactly(ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE, "k8s__shop__web"));
        assertThat(theirs.ofType(ContrailTypes.VIRTUAL_MACHINE_INTERFACE)).hasSize(1);
        assertThat(theirs.ofType(ContrailTypes.INSTANCE_IP)).hasSize(1);
        assertThat(theirs.ofType(ContrailTypes.LOADBALANCER)).isEmpty();
        assertThat(theirs.ofType(ContrailTypes.LOADBALANCER_LISTENER)).isEmpty();
        assertThat(theirs.ofType(ContrailTypes.LOADBALANCER_POOL)).isEmpty();
        assertThat(theirs.ofType(ContrailTypes.LOADBALANCER_MEMBER)).isEmpty();
        assertThat(Finder.machines(theirs, ROUTER)).hasSize(1);
    }

    @Test
    @Spec("SVC-9")
    void aVirtualAddressWithoutLoadBalancerIsRemoved() {
        Contrail theirs = Legacy.of(ours);
        ServiceBuilder headless = service("shop", "none").headless().port("http", "TCP", 80);
        String name = "k8s__Service__none__" + headless.owner().id();
        ObjectKey orphan = ObjectKey.of(ContrailTypes.VIRTUAL_MACHINE_INTERFACE, "default-domain", "k8s-shop", name);
        theirs.with(orphan, object("{}"));
        theirs.body(orphan).put("display_name", "shop__none");

        World world = taking(theirs, facts(theirs));
        assertThat(theirs.has(orphan)).isFalse();

        theirs.with(orphan, object("{}"));
        theirs.body(orphan).put("display_name", "shop__none");
        World other = World.of(NAMES, theirs);
        other.apply(namespace("shop"))
                .apply(facts(theirs))
                .apply(headless.fact())
                .list()
                .start()
                .settle();
        assertThat(theirs.has(orphan)).isFalse();
        assertThat(world.isAtRest()).isTrue();
    }

    @Test
    @Spec("SVC-32")
    void ofSeveralListenersOfAPortTheOneWithMembersStays() {
        Contrail theirs = Legacy.of(ours);
        ObjectKey balancer = ObjectKey.of(
                ContrailTypes.LOADBALANCER,
                "default-domain",
                "k8s-shop",
                "front__" + FRONT.owner().id());
        List<ObjectKey> members = theirs.ofType(ContrailTypes.LOADBALANCER_MEMBER);
        for (String copy : List.of("0", "1")) {
            String uuid = Uuids.named(copy);
            String name = balancer.fqName().leaf() + "-TCP-80-" + copy + uuid;
            ObjectKey listener = ObjectKey.of(ContrailTypes.LOADBALANCER_LISTENER, "default-domain", "k8s-shop", name);
            ObjectNode body = object("{loadbalancer_listener_properties: {protocol: 'TCP', protocol_port: 80}}");
            body.putArray("loadbalancer_refs").add(theirs.reference(balancer, null));
            theirs.with(listener, body);
            ObjectNode pool = object("{}");
            pool.putArray("loadbalancer_listener_refs").add(theirs.reference(listener, null));
            theirs.with(ObjectKey.of(ContrailTypes.LOADBALANCER_POOL, "default-domain", "k8s-shop", name), pool);
        }
        long listeners = theirs.ofType(ContrailTypes.LOADBALANCER_LISTENER).size();

        World world = taking(theirs, facts(theirs));

        assertThat(world.unrest()).isEmpty();
        assertThat(theirs.ofType(ContrailTypes.LOADBALANCER_LISTENER)).hasSize((int) listeners - 2);
        assertThat(theirs.ofType(ContrailTypes.LOADBALANCER_MEMBER)).containsAll(members);
        assertThat(ofMethod(theirs.takeWrites(), "POST")).isEmpty();
        assertThat(counts(theirs)).isEqualTo(counts(ours));
    }

    @Test
    @Spec("ING-30")
    void portsThatAreTextBecomeNumbersAtOnce() {
        Contrail theirs = Legacy.of(ours);
        List<ObjectKey> listeners = theirs.ofType(ContrailTypes.LOADBALANCER_LISTENER);
        listeners.forEach(key -> {
            var properties = (ObjectNode) theirs.body(key).path("loadbalancer_listener_properties");
            properties.put("protocol_port", properties.path("protocol_port").asText());
        });

        taking(theirs, facts(theirs));

        for (ObjectKey key : listeners) {
            assertThat(theirs.body(key)
                            .at("/loadbalancer_listener_properties/protocol_port")
                            .isNumber())
                    .isTrue();
        }
        assertThat(ofMethod(theirs.takeWrites(), "POST")).isEmpty();
    }
}
