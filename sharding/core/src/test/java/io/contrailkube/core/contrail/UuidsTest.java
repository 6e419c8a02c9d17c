package io.contrailkube.core.contrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidsTest {
    @Test
    @Spec({"API-43", "API-161"})
    void haveTheShapeOfVersionFourAndComeFromTheNameAlone() {
        var seen = new HashSet<String>();
        IntStream.range(0, 1000).forEach(i -> {
            String uuid = Uuids.named("object " + i);
            assertThat(uuid).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(UUID.fromString(uuid).version()).isEqualTo(4);
            assertThat(UUID.fromString(uuid).variant()).isEqualTo(2);
            assertThat(uuid).isEqualTo(Uuids.named("object " + i));
            assertThat(seen.add(uuid)).isTrue();
        });
    }

    @Test
    void differByTypeAndName() {
        assertThat(Uuids.of(ObjectKey.of("tag", "a"))).isNotEqualTo(Uuids.of(ObjectKey.of("domain", "a")));
    }

    @Test
    void shortHashesAreAsLongAsAsked() {
        assertThat(Uuids.shortHash("x", 16))
                .hasSize(16)
                .isEqualTo(Uuids.shortHash("x", 64).substring(0, 16));
    }
}
