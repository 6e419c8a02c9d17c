package io.contrailkube.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.testing.Given;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagChangesTest {
    private static List<ObjectKey> tags(@Nullable String names) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(" "))
                        .map(name -> new ObjectKey(ContrailTypes.TAG, FqName.parse(name)))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // taken off          | put on                   | in one request
                "-                    | -                        | false",
                "-                    | tier=web                 | false",
                "tier=web             | -                        | false",
                "tier=web             | tier=app                 | true",
                "tier=web site=x      | -                        | true",
                "-                    | tier=web site=x          | true",
                "-                    | label=a label=b          | true",
                "tier=web             | a=b=c                    | true",
                // The server looks for a value, and for tags of the project where they are not global.
                "tier=web             | tier=                    | false",
                "tier=web             | default-domain:p:tier=x  | false",
                // What it referred to is gone.
                "ERROR                | tier=app                 | false",
                "-                    | neutron_tag=a site=x     | false",
                "obj_type=a           | site=x                   | false",
                // Two of one type are for the server to refuse.
                "-                    | tier=web tier=app        | false",
            })
    @Spec({"API-82", "API-84", "API-85"})
    void goInOneRequestWhereSetTagCanNameThem(@Nullable String removed, @Nullable String added, boolean together) {
        assertThat(new TagChanges(tags(removed), tags(added)).fitInOneRequest()).isEqualTo(together);
    }

    @Test
    @Spec({"API-81", "API-83"})
    void areSaidByType() {
        assertThat(new TagChanges(
                                tags("tier=web color=red label=one label=two"), tags("tier=app shape=a=b label=three"))
                        .byType())
                .isEqualTo(
                        Given.json(
                                """
                {"tier": {"is_global": true, "value": "app"}, "color": null,
                 "shape": {"is_global": true, "value": "a=b"},
                 "label": {"is_global": true, "delete_values": ["one", "two"], "add_values": ["three"]}}"""));
    }
}
