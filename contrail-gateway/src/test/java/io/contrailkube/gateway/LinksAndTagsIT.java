package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.delete;
import static io.contrailkube.gateway.Rig.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Origin;
import io.contrailkube.core.plan.Step;
import io.contrailkube.core.plan.StepOutcome.Applied;
import io.contrailkube.core.plan.StepOutcome.Gone;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.contrail.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags of ports, and the links of nodes to machines: what each change costs. */
class LinksAndTagsIT {
    private static final ContrailObject ROUTER = Site.router("node-1", "10.0.0.5");

    private Rig rig = new Rig();
    private ContrailGateway gateway = rig.gateway();

    @AfterEach
    void stop() {
        rig.close();
    }

    private void ensureAll(List<ContrailObject> objects) {
        assertThat(apply(gateway, objects.stream().map(Rig::ensure).toArray(Step[]::new)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
    }

    private void stand(ContrailObject... more) {
        var objects = new ArrayList<ContrailObject>(Site.ground());
        objects.add(Site.machine(1));
        objects.addAll(List.of(more));
        ensureAll(objects);
    }

    private static ContrailObject tagged(ContrailObject... tags) {
        var port = Site.portBuilder(1);
        for (ContrailObject tag : tags) {
            port.tag(tag.key());
        }
        return port.build();
    }

    private List<String> tagsOf(ObjectKey key) {
        var names = new ArrayList<String>();
        for (JsonNode reference : read(gateway, key).orElseThrow().body().path("tag_refs")) {
            names.add(reference.at("/to/0").asText());
        }
        return names;
    }

    /** From the first tags to the others; the writes that it takes. */
    private List<String> changed(ContrailObject before, ContrailObject after) {
        var released = new HashSet<>(before.claims());
        released.removeAll(after.claims());
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, new Step.Ensure(after, after.uuid(), released)))
                .singleElement()
                .isInstanceOf(Applied.class);
        return rig.writesSince(mark);
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    @Spec({"API-86", "API-163", "API-167"})
    void tagsComeWithThePortAndAllTheirChangesInOneRequest(Line line) {
        rig.close();
        rig = new Rig(ContrailOptions.loopback().withLine(line));
        gateway = rig.gateway();
        ContrailObject web = Site.tag("tier", "web");
        ContrailObject app = Site.tag("tier", "app");
        ContrailObject old = Site.tag("color", "red");
        ContrailObject recent = Site.tag("shape", "round");
        ContrailObject kept = Site.tag("site", "berlin");
        ContrailObject first = Site.tag("label", "one");
        ContrailObject second = Site.tag("label", "two");
        ContrailObject third = Site.tag("label", "three");
        stand(web, app, old, recent, kept, first, second, third);
        long mark = rig.contrail.log().last();
        ContrailObject before = tagged(web, old, kept, first, second);
        ensureAll(List.of(before));
        assertThat(rig.writesSince(mark)).containsExactly("POST /virtual-machine-interfaces");

        ContrailObject after = tagged(app, recent, kept, second, third);
        assertThat(changed(before, after)).containsExactly("POST /set-tag");
        assertThat(tagsOf(after.key()))
                .containsExactlyInAnyOrder("tier=app", "shape=round", "site=berlin", "label=two", "label=three");
        assertThat(changed(after, after)).isEmpty();
    }

    @Test
    void oneTagThatComesOrGoesIsOneReference() {
        ContrailObject tag = Site.tag("tier", "web");
        ContrailObject other = Site.tag("site", "berlin");
        stand(tag, other, tagged(tag));
        assertThat(changed(tagged(tag), tagged(tag, other))).containsExactly("POST /ref-update");
        assertThat(changed(tagged(tag, other), tagged(other))).containsExactly("POST /ref-update");
        assertThat(tagsOf(Site.port(1).key())).containsExactly("site=berlin");
    }

    @Test
    void tagsOfOthersAreKept() {
        ContrailObject web = Site.tag("tier", "web");
        ContrailObject app = Site.tag("tier", "app");
        ContrailObject theirs = Site.tag("deployment", "theirs");
        stand(web, app, theirs, tagged(web));
        changed(tagged(web), tagged(web, theirs));
        assertThat(changed(tagged(web), tagged(app))).containsExactly("POST /set-tag");
        assertThat(tagsOf(Site.port(1).key())).containsExactlyInAnyOrder("tier=app", "deployment=theirs");
    }

    @Test
    void aTagThatIsMissingIsWaitedFor() {
        ContrailObject web = Site.tag("tier", "web");
        ContrailObject app = Site.tag("tier", "app");
        stand(web, tagged(web));
        ContrailObject after = tagged(app);
        assertThat(apply(
                        gateway,
                        new Step.Ensure(after, after.uuid(), tagged(web).claims())))
                .singleElement()
                .hasToString("Waiting[key=" + after.key() + ", reason=tag tier=app does not exist]");
    }

    @Test
    @Spec({"API-76", "API-77"})
    void aLinkToAMachineIsOneRequestEachWay() {
        stand(ROUTER);
        ContrailObject link = Site.link(ROUTER, 1);
        long mark = rig.contrail.log().last();
        assertThat(apply(gateway, Rig.ensure(link)))
                .containsExactly(new Applied(link.key(), ROUTER.uuid(), Origin.FOREIGN, 1));
        assertThat(rig.requestsSince(mark)).containsExactly("POST /ref-update");
        mark = rig.contrail.log().last();
        assertThat(apply(gateway, withdrawal(link))).containsExactly(new Gone(link.key()));
        assertThat(rig.requestsSince(mark)).containsExactly("POST /ref-update");
        assertThat(read(gateway, ROUTER.key()).orElseThrow().body().has("virtual_machine_refs"))
                .isFalse();
    }

    private static Step withdrawal(ContrailObject link) {
        return new Step.Withdraw(link.key(), ROUTER.uuid(), link.claims());
    }

    @Test
    void aLinkThatCannotBeThereIsWithdrawn() {
        stand(ROUTER);
        ContrailObject link = Site.link(ROUTER, 1);
        apply(gateway, delete(Site.machine(1)));
        assertThat(apply(gateway, withdrawal(link))).containsExactly(new Gone(link.key()));
        rig.somebody().delete(ROUTER);
        assertThat(apply(gateway, withdrawal(link))).containsExactly(new Gone(link.key()));
    }

    @Test
    void aLinkIsWithdrawnFromANodeThatRegisteredAnew() {
        stand(ROUTER);
        ContrailObject link = Site.link(ROUTER, 1);
        apply(gateway, Rig.ensure(link));
        rig.somebody().delete(ROUTER);
        ContrailObject again = ContrailObject.builder(
                        ROUTER.key().type(), ROUTER.key().fqName())
                .uuid("11111111-2222-4333-8444-555555555555")
                .build();
        ensureAll(List.of(again));
        assertThat(apply(gateway, new Step.Ensure(link, ROUTER.uuid(), Set.of())))
                .containsExactly(new Applied(link.key(), again.uuid(), Origin.FOREIGN, 1));
        assertThat(apply(gateway, withdrawal(link))).containsExactly(new Gone(link.key()));
        assertThat(read(gateway, ROUTER.key()).orElseThrow().body().has("virtual_machine_refs"))
                .isFalse();
    }
}
