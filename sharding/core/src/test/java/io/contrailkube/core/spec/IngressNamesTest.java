package io.contrailkube.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.testing.Given;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec 02 section 7.2, spec 03 section 11.2. */
class IngressNamesTest {
    private static IngressNames names(String namespace, String ingress) {
        return new IngressNames(Given.names(), new ObjectId("Ingress", namespace, ingress, "u"));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, edge, ingress=k8s-shop-edge",
        "shop, my-edge, ingress=k8s-shop-my-edge",
        "my-shop, edge, ingress=k8s-my-shop-edge-3080373e",
        "shop, edge-0a1b2c3d, ingress=k8s-shop-edge-0a1b2c3d-2d502dcd",
    })
    void tags(String namespace, String ingress, String tag) {
        assertThat(names(namespace, ingress).tag().fqName().leaf()).isEqualTo(tag);
    }

    @Test
    void rules() {
        assertThat(names("shop", "edge").rule("web", false).fqName())
                .hasToString("default-policy-management:k8s-Ingress-shop-edge-web");
        assertThat(names("shop", "my-edge").rule("web", false).fqName().leaf())
                .isEqualTo("k8s-Ingress-shop-my-edge-web");
        assertThat(names("shop", "my-edge").rule("web", true).fqName().leaf())
                .matches("k8s-Ingress-shop-my-edge-web-[0-9a-f]{8}");
        assertThat(names("my-shop", "edge").rule("web", false).fqName().leaf())
                .matches("k8s-Ingress-my-shop-edge-web-[0-9a-f]{8}");
    }

    /** In different namespaces nobody can ask who has a name. */
    @Test
    @Spec("ING-32")
    void noTwoNamespacesMakeOneName() {
        var tags = new HashSet<String>();
        var rules = new HashSet<String>();
        List<String> words = List.of("a", "b", "a-b", "b-c", "a-b-c", "c");
        for (String namespace : words) {
            for (String ingress : words) {
                assertThat(tags.add(names(namespace, ingress).tag().toString())).isTrue();
            }
        }
        for (String namespace : words) {
            var ofNamespace = new HashSet<String>();
            for (String ingress : words) {
                words.forEach(service -> ofNamespace.add(
                        names(namespace, ingress).rule(service, false).toString()));
            }
            assertThat(rules).doesNotContainAnyElementsOf(ofNamespace);
            rules.addAll(ofNamespace);
        }
    }
}
