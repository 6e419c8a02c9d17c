package io.contrailkube.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ObjectKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagNamesTest {
    @ParameterizedTest
    @CsvSource({
        "team, net, team=net",
        "Team, Net, team=Net",
        "app.kubernetes.io/part-of, shop, app.kubernetes.io__slash__part-of=shop",
        "a, b/c, a=b__slash__c",
        "a, '', a=",
    })
    @Spec("NS-31")
    void areSafeForTheServer(String key, String value, String name) {
        ObjectKey tag = TagNames.tag(key, value);
        assertThat(tag).isEqualTo(ObjectKey.of("tag", name));
        assertThat(TagNames.typeOf(tag)).isEqualTo(name.substring(0, name.indexOf('=')));
        assertThat(TagNames.valueOf(tag)).isEqualTo(name.substring(name.indexOf('=') + 1));
    }

    @ParameterizedTest
    @CsvSource({"namespace", "Namespace", "application", "label", "ingress", "obj_type", "k8s-svc", "K8S-SVC"})
    void ourOwnAreNotPublished(String key) {
        assertThat(TagNames.published(Map.of(key, "x", "fine", "y"), "k8s")).containsExactly(TagNames.tag("fine", "y"));
    }

    @Test
    void ofKeysThatDifferInCaseOnlyOneCounts() {
        assertThat(TagNames.published(Map.of("team", "b", "Team", "a"), "k8s"))
                .containsExactly(TagNames.tag("team", "a"));
    }
}
