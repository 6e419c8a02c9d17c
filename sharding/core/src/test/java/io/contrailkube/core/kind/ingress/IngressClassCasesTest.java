package io.contrailkube.core.kind.ingress;

import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.service;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.Ingresses;
import io.contrailkube.core.config.ClusterSettings.Workloads;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.spec.BalancerNames;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.SettingsBuilder;
import io.contrailkube.core.testing.Stage;
import io.contrailkube.core.workload.Want;
import io.contrailkube.core.workload.Want.Stance;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ingresses are ours, and what becomes of those that are not any more (spec 02 sections 7.1 and 11.2). */
class IngressClassCasesTest {
    private static final Map<String, String> CLASSES =
            Map.of("x", "opencontrail.org/ingress", "nginx", "k8s.io/ingress-nginx");
    private static final String VIP = "10.47.255.200";

    private final IngressWorkload workload = new IngressWorkload();
    private final IngressBuilder edge = ingress("shop", "edge").defaultBackend("nginx", 80);

    private static Stage unclassed(SettingsBuilder settings) {
        var names = settings.names();
        return Stage.of(names, namespace("shop"))
                .seeing(names.defaultPodNetwork(), "{}")
                .missing(new Question.Named(BalancerNames.applianceSet("opencontrail")))
                .deciding("/subnet_uuid", "pods")
                .deciding("/instance_ip_address", VIP)
                .with(service("shop", "nginx").port("http", "TCP", 80).fact());
    }

    private static Stage stage() {
        return unclassed(settings()).ingressClasses(CLASSES);
    }

    private Want want(Stage stage, IngressBuilder ingress) {
        return workload.want(ingress.owner(), stage.with(ingress.fact()));
    }

    private Want settled(Stage stage, IngressBuilder ingress) {
        return stage.with(ingress.fact()).settle(workload, ingress.owner());
    }

    @ParameterizedTest
    @Spec({"ING-4", "ING-6", "ING-40", "ING-41", "ING-42", "ING-43"})
    @CsvSource({
        "-, -, true, ''",
        "opencontrail, -, true, ''",
        "OpenContrail, -, false, ''",
        "nginx, -, false, ''",
        "-, opencontrail, true, ''",
        "-, nginx, false, ''",
        "-, x, true, ''",
        "-, unheard-of, false, ''",
        "opencontrail, nginx, true, FieldIgnored",
        "opencontrail, x, true, ''",
        "nginx, x, false, FieldIgnored",
        "nginx, nginx, false, ''",
    })
    void ours(String annotation, String name, boolean ours, String reason) {
        IngressBuilder ingress = annotation.equals("-") ? edge : edge.classAnnotation(annotation);
        Want want = want(stage(), name.equals("-") ? ingress : ingress.className(name));
        assertThat(want.stance()).isEqualTo(Stance.STAND);
        assertThat(want.objects().isEmpty()).isEqualTo(!ours);
        assertThat(want.writes()).isEmpty();
        assertThat(String.join(",", reasons(want.problems()))).isEqualTo(reason);
    }

    @Test
    @Spec("ING-42")
    void ingressesWithoutClassAreLeftAloneIfSoConfigured() {
        Workloads plain = Workloads.DEFAULTS;
        var ingresses =
                new Ingresses("example.com/mine", false, plain.ingresses().prefixMode());
        SettingsBuilder settings = settings()
                .workloads(new Workloads(
                        plain.vmNaming(), plain.releaseCompletedPods(), plain.writeExternalIps(), ingresses));
        Stage stage = unclassed(settings).ingressClasses(Map.of("x", "example.com/mine"));
        assertThat(want(stage, edge).objects()).isEmpty();
        assertThat(want(stage, edge.className("x")).objects()).isNotEmpty();
        assertThat(want(stage, edge.classAnnotation("opencontrail")).objects()).isNotEmpty();
    }

    @Test
    void aNamedClassIsWaitedForWhileClassesAreNotKnown() {
        Stage stage = unclassed(settings());
        assertThat(want(stage, edge.className("x")).stance()).isEqualTo(Stance.PARK);
        assertThat(want(stage, edge.className("opencontrail")).objects()).isNotEmpty();
        assertThat(want(stage, edge).objects()).isNotEmpty();
        assertThat(want(stage, edge.classAnnotation("opencontrail").className("nginx"))
                        .problems())
                .isEmpty();
    }

    @Test
    @Spec({"ING-5", "ING-41"})
    void everythingGoesWithTheClass() {
        Stage stage = stage();
        assertThat(settled(stage, edge.className("x")).objects()).isNotEmpty();
        IngressBuilder shown = edge.className("x").showing(VIP);
        Want without = want(stage.ingressClasses(Map.of()), shown);
        assertThat(without.stance()).isEqualTo(Stance.STAND);
        assertThat(without.objects()).isEmpty();
        assertThat(without.writes()).singleElement().satisfies(write -> assertThat(write.patch())
                .hasToString("{\"status\":{\"loadBalancer\":{\"ingress\":null}}}"));

        Stage other = stage();
        settled(other, edge);
        settled(other, edge.classAnnotation("nginx"));
        assertThat(other.standing(edge.owner())).isEmpty();
        assertThat(settled(other, edge).objects()).isNotEmpty();
    }

    @Test
    @Spec("ING-4")
    void onlyOurOwnAddressesAreTakenBack() {
        Stage stage = stage();
        IngressBuilder foreign = edge.classAnnotation("nginx");
        assertThat(want(stage, foreign.showing("198.51.100.7")).writes()).isEmpty();
        settled(stage, edge);
        assertThat(want(stage, foreign.showing("198.51.100.7")).writes()).isEmpty();
        assertThat(want(stage, foreign.showing("198.51.100.7", VIP)).writes())
                .singleElement()
                .satisfies(write -> assertThat(write.patch().at("/status/loadBalancer/ingress"))
                        .hasToString("[{\"ip\":\"198.51.100.7\"}]"));
    }
}
