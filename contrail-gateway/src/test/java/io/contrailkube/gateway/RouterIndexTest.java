package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterIndexTest {
    /** @param text name, and behind a slash the address if it has one */
    private static Actual router(String text) {
        String[] parts = text.split("/");
        var body = JsonNodeFactory.instance.objectNode();
        if (parts.length > 1) {
            body.put(RouterIndex.ADDRESS, parts[1]);
        }
        return new Actual(
                ObjectKey.of(ContrailTypes.VIRTUAL_ROUTER, "default-global-system-config", parts[0]),
                "uuid of " + text,
                body);
    }

    private static RouterIndex index(String routers) {
        return new RouterIndex(
                Arrays.stream(routers.split(" ")).map(RouterIndexTest::router).toList());
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // routers                       | addresses of node    | its name           | found
                "a/10.0.0.1 b/10.0.0.2           | 10.0.0.2             | a                  | b",
                "a/10.0.0.1 b/10.0.0.2           | 10.9.0.1 10.0.0.2    | other              | b",
                "a/10.0.0.1                      | 10.0.0.9             | a                  | a",
                "a/10.0.0.1                      | -                    | a                  | a",
                "a/10.0.0.1                      | 10.0.0.9             | b                  | -",
                "Node-1/10.0.0.1                 | -                    | node-1             | Node-1",
                "node-1                          | -                    | NODE-1             | node-1",
                "Node-1 node-1                   | -                    | node-1             | node-1",
                "Node-1 NODE-1                   | -                    | node-1             | -",
                "Node-1.example.com/10.0.0.1     | 10.0.0.9             | node-1             | Node-1.example.com",
                "node-1                          | -                    | Node-1.example.com | node-1",
                "node-1.a.com node-1.b.com       | -                    | node-1             | -",
                "node-1.a.com node-1.b.com       | -                    | node-1.b.com       | node-1.b.com",
                "node-1.a.com                    | -                    | node-1.b.com       | -",
                "node-1 node-1.a.com             | -                    | node-1             | node-1",
                "10.0.0.1                        | -                    | 10.0.0.2           | -",
                // A node was renamed and its old router is still there.
                "old/10.0.0.1 new/10.0.0.1       | 10.0.0.1             | new                | new",
                "old/10.0.0.1 older/10.0.0.1     | 10.0.0.1             | new                | -",
                "a/10.0.0.1                      | -                    | ''                 | -",
            })
    @Spec("POD-16")
    void isAskedForTheRouterOfANode(String routers, @Nullable String addresses, String node, @Nullable String found) {
        assertThat(index(routers)
                        .of(words(addresses), node)
                        .map(router -> router.key().fqName().leaf()))
                .isEqualTo(Optional.ofNullable(found));
    }

    @Test
    void isAskedForTheRouterAtAnAddress() {
        RouterIndex index = index("a/10.0.0.1 b/10.0.0.2 c/10.0.0.2 d");
        assertThat(index.at("10.0.0.1")).map(Actual::uuid).contains("uuid of a/10.0.0.1");
        assertThat(index.at("10.0.0.2")).as("two have it").isEmpty();
        assertThat(index.at("10.0.0.3")).isEmpty();
        assertThat(index.at("")).isEmpty();
    }

    @Test
    void doesNotLookThroughAllOfThem() {
        var routers = new ArrayList<Actual>();
        for (int i = 0; i < 5_000; i++) {
            routers.add(router("node-" + i + ".example.com/10." + i / 250 + ".0." + i % 250));
        }
        var index = new RouterIndex(routers);
        for (int i = 0; i < 5_000; i++) {
            assertThat(index.of(List.of("10." + i / 250 + ".0." + i % 250), "none"))
                    .contains(routers.get(i));
            assertThat(index.of(List.of(), "node-" + i)).contains(routers.get(i));
        }
    }
}
