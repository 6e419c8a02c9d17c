package io.contrailkube.persistence.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contrailkube.core.state.ClusterEvent;
import io.contrailkube.core.state.ClusterState;
import io.contrailkube.core.state.Contribution;
import io.contrailkube.core.state.NamespaceEvent;
import io.contrailkube.core.state.NamespaceState;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalFormatsTest {
    private final JournalSerializer serializer = new JournalSerializer();

    @Test
    void everythingThatGoesToTheJournalHasASample() {
        Set<Class<?>> wanted = new HashSet<>(Set.of(NamespaceState.class, ClusterState.class));
        Stream.of(NamespaceEvent.class, ClusterEvent.class)
                .flatMap(JournalFormatsTest::variants)
                .forEach(wanted::add);

        assertThat(Samples.ALL.stream().map(Object::getClass).collect(Collectors.<Class<?>>toSet()))
                .isEqualTo(wanted);
    }

    static Stream<Object> samples() {
        return Samples.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesAreThoseOfTheGoldenFile(Object sample) throws IOException {
        byte[] golden = golden(serializer.manifest(sample));

        assertThat(new String(serializer.toBinary(sample), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void goldenFileIsReadToTheSample(Object sample) throws IOException {
        String manifest = serializer.manifest(sample);

        assertThat(serializer.fromBinary(golden(manifest), manifest)).isEqualTo(sample);
    }

    static Stream<Map.Entry<String, Object>> older() {
        return Samples.OLDER.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("older")
    void goldenFilesOfOlderVersionsAreStillRead(Map.Entry<String, Object> sample) throws IOException {
        String manifest = sample.getKey();

        assertThat(serializer.fromBinary(golden(manifest), manifest)).isEqualTo(sample.getValue());
        assertThat(serializer.manifest(sample.getValue())).isNotEqualTo(manifest);
    }

    @Test
    void everyGoldenFileIsRead() throws Exception {
        var files = Path.of(Objects.requireNonNull(JournalFormatsTest.class.getResource("/journal"))
                .toURI());
        try (Stream<Path> golden = Files.list(files)) {
            assertThat(golden.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Samples.ALL.stream().map(serializer::manifest), Samples.OLDER.keySet().stream())
                            .toList());
        }
    }

    @Test
    void whatMayBeLeftOutOfAContributionIsAllThatMayBe() {
        assertThatThrownBy(() -> serializer.fromBinary(
                        bytes("{\"namespace\":\"blue\",\"contribution\":{\"tags\":[]}}"), "contributed.3"))
                .hasMessageContaining("not of format 'contributed.3'");
        assertThatThrownBy(() -> serializer.fromBinary(
                        bytes("{\"namespace\":\"blue\",\"contribution\":{\"tags\":[],\"firewallRules\":true,"
                                + "\"defaultSnat\":null,\"reader\":null,\"colour\":1}}"),
                        "contributed.3"))
                .hasMessageContaining("not of format 'contributed.3'");
    }

    @Test
    void whoWantsNothingIsNotKnownByAnything() throws NotSerializableException {
        var nothing = new ClusterEvent.Contributed("blue", Contribution.NONE);
        var unknown = new ClusterEvent.Contributed("blue", Contribution.NONE.knownAs(null));

        for (ClusterEvent event : List.of(nothing, unknown)) {
            byte[] bytes = serializer.toBinary(event);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("profile");
            assertThat(serializer.fromBinary(bytes, serializer.manifest(event))).isEqualTo(nothing);
        }
    }

    @Test
    void unknownManifestTellsToUpgrade() {
        assertThatThrownBy(() -> serializer.fromBinary(bytes("{}"), "plan-begun.7"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("'plan-begun.7'")
                .hasMessageContaining("a newer version wrote it. Upgrade")
                .hasMessageContaining("plan-begun.2, plan-ended.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"uid\":\"a\",\"colour\":\"b\"}",
                "{\"uid\":\"a\"} {}",
            })
    void otherBytesThanTheManifestSaysAreRefused(String json) {
        assertThatThrownBy(() -> serializer.fromBinary(bytes(json), "entered.1"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("not of format 'entered.1'")
                .hasCauseInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"tag|a\",\"origin\":\"CREATED\"}",
                "{\"key\":\"tag|a\",\"uuid\":\"u\",\"origin\":\"BOUGHT\"}",
                "{\"uuid\":\"u\",\"origin\":\"CREATED\"}",
                "{\"key\":\"tag|a\",\"uuid\":\"u\",\"origin\":\"CREATED\",\"colour\":1}",
            })
    void ledgerEntriesAreReadStrictly(String entry) {
        String json = "{\"owner\":\"Pod/a\",\"standing\":[" + entry + "],\"gone\":[]}";

        assertThatThrownBy(() -> serializer.fromBinary(bytes(json), "plan-ended.1"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("not of format 'plan-ended.1'");
    }

    @Test
    void whatHasNoRowIsRefused() {
        assertThatThrownBy(() -> serializer.toBinary("text")).hasMessageContaining("no journal format");
        assertThatThrownBy(() -> serializer.manifest("text")).hasMessageContaining("no journal format");
    }

    private static Stream<Class<?>> variants(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(JournalFormatsTest::variants)
                : Stream.of(type);
    }

    private static byte[] golden(String manifest) throws IOException {
        try (InputStream file = JournalFormatsTest.class.getResourceAsStream("/journal/" + manifest + ".json")) {
            assertThat(file).as("golden file of %s", manifest).isNotNull();
            // Editors end a file with a newline; the journal does not.
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .stripTrailing()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
