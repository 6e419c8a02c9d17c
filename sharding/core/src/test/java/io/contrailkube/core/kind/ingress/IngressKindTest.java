package io.contrailkube.core.kind.ingress;

import static io.contrailkube.core.testing.Given.json;
import static io.contrailkube.core.testing.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import io.contrailkube.core.kind.ingress.IngressFact.Tls;
import io.contrailkube.core.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressKindTest {
    private static final ObjectId EDGE = new ObjectId("Ingress", "shop", "edge", "ing-uid");

    private final IngressKind kind = new IngressKind();

    private IngressFact decode(String text) {
        return (IngressFact) kind.decode(json(text)).orElseThrow();
    }

    @Test
    void readsTheVersionOfToday() {
        assertThat(decode(Served.INGRESS_1_33))
                .isEqualTo(new IngressFact(
                        EDGE,
                        new TreeMap<>(Map.of("externalIP", "203.0.113.9")),
                        "opencontrail",
                        new Backend("web", 80, ""),
                        List.of(
                                new Path("shop.example.com", "/cart", "Exact", new Backend("cart", 0, "http")),
                                new Path("shop.example.com", "/", "Prefix", new Backend("web", 80, "")),
                                new Path("", "", "ImplementationSpecific", new Backend("", 0, ""))),
                        List.of(new Tls(List.of("shop.example.com"), "shop-tls"), new Tls(List.of(), "all-tls")),
                        List.of("203.0.113.9", "10.47.255.200"),
                        List.of(
                                "metadata.annotations[ingress.kubernetes.io/ssl-redirect]",
                                "metadata.annotations[nginx.ingress.kubernetes.io/rewrite-target]",
                                "spec.tls[2]")));
    }

    @Test
    void readsTheVersionsThatWereRemoved() {
        assertThat(decode(Served.INGRESS_1_20))
                .isEqualTo(new IngressFact(
                        EDGE,
                        new TreeMap<>(Map.of(
                                "kubernetes.io/ingress.class", "opencontrail", "opencontrail.org/fip-pool", "{}")),
                        "",
                        new Backend("web", 80, ""),
                        List.of(
                                new Path(
                                        "shop.example.com",
                                        "/cart",
                                        "ImplementationSpecific",
                                        new Backend("cart", 0, "http")),
                                new Path(
                                        "shop.example.com",
                                        "/old",
                                        "ImplementationSpecific",
                                        new Backend("old", 8080, ""))),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    @ParameterizedTest
    @Spec("ING-34")
    @ValueSource(strings = {"[{host: 'a', http: null}]", "[{host: 'a'}]", "[{host: 'a', http: {paths: null}}]", "null"})
    void rulesWithoutPathsArePassedOver(String rules) {
        ObjectNode ingress = object(Served.INGRESS_1_33);
        ingress.withObject("/spec").set("rules", json(rules));
        assertThat(decode(ingress.toString()).paths()).isEmpty();
    }

    @Test
    void hasNoDefaultBackendUnlessGiven() {
        ObjectNode ingress = object(Served.INGRESS_1_33);
        ingress.withObject("/spec").remove("defaultBackend");
        assertThat(decode(ingress.toString()).defaultBackend()).isNull();
        ingress.withObject("/spec").set("defaultBackend", json("{resource: {kind: 'Bucket', name: 'b'}}"));
        assertThat(decode(ingress.toString()).defaultBackend()).isEqualTo(new Backend("", 0, ""));
    }

    @Test
    @Spec("ING-12")
    void anUnrelatedAnnotationIsNoChange() {
        ObjectNode ingress = object(Served.INGRESS_1_33);
        ingress.withObject("/metadata/annotations").put("somebody.else/x", "1");
        assertThat(decode(ingress.toString())).isEqualTo(decode(Served.INGRESS_1_33));
    }

    @Test
    void aClassBelongsToNoNamespace() {
        assertThat(new IngressClassKind().decode(json(Served.INGRESS_CLASS_1_33)))
                .contains(new IngressClassFact(
                        new ObjectId("IngressClass", "", "edge", "class-uid"), "opencontrail.org/ingress"));
    }
}
