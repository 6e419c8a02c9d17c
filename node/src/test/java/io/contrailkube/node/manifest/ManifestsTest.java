package io.contrailkube.node.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestsTest {
    private static Manifests read(String text) {
        return Manifests.read(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String namespace(String metadata) {
        return "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n" + metadata.indent(2);
    }

    @Test
    void readsDocumentsAndListsWithTheirLines() {
        Manifests read = read(
                """
                # nothing but a comment
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: a}
                ---
                ---
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Namespace
                  metadata: {name: b}
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: c, namespace: b}
                """);

        assertThat(read.faults()).isEmpty();
        assertThat(read.objects())
                .extracting(Manifest::toString)
                .containsExactly("Namespace a", "Namespace b", "Deployment b/c");
        assertThat(read.objects()).extracting(Manifest::where).containsExactly("stdin:3", "stdin:11", "stdin:14");
    }

    @Test
    void readsWhatKubectlPrintsAsJson() {
        Manifests read = read(
                """
                {"apiVersion": "v1", "kind": "NamespaceList", "items": [
                \t{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": null}}
                ]}
                """);

        assertThat(read.faults()).isEmpty();
        assertThat(read.objects()).extracting(Manifest::name).containsExactly("a");
    }

    @Test
    void keepsValuesAsTheyAreMeant() {
        Manifests read = read(namespace("labels: {a: 'true', b: \"1\"}")
                + "spec: {n: 12, big: 123456789012345678901, f: 1.5, yes: no, hex: 0x1F, nothing: ~}\n");

        assertThat(read.objects()).singleElement().satisfies(manifest -> assertThat(
                        manifest.object().path("spec"))
                .hasToString("{\"n\":12,\"big\":123456789012345678901,\"f\":1.5,\"yes\":false,\"hex\":31,"
                        + "\"nothing\":null}"));
    }

    @Test
    void followsAliases() {
        Manifests read = read(namespace("labels: &l {a: b}\nannotations: *l"));

        assertThat(read.objects()).singleElement().satisfies(manifest -> assertThat(
                        manifest.object().at("/metadata/annotations/a").asText())
                .isEqualTo("b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kind: Namespace                                   | stdin:1: Namespace: apiVersion is missing
                    {apiVersion: v1, kind: Namespace, metadata: {}}   | stdin:1: Namespace: metadata.name is missing
                    {apiVersion: v1, kind: Namespace, metadata: {name: 7}} | metadata.name is not a text
                    {apiVersion: 1, kind: X, metadata: {name: a}}     | stdin:1: X a: apiVersion is not a text
                    just words                                        | stdin:1: this is not a Kubernetes object
                    [a, b]                                            | stdin:1: this is not a Kubernetes object
                    {a: b                                             | this is no YAML
                    'a: b: c'                                         | stdin:1: this is no YAML: mapping values are not allowed here
                    {a: 1, a: 2}                                      | stdin:1: key 'a' stands twice
                    {a: .nan}                                         | stdin:1: '.nan' is no number that JSON has
                    '{? [a] : b}'                                     | stdin:1: a key must be a text
                    {apiVersion: v1, kind: Namespace, metadata: {name: a, annotations: {x: true}}} | metadata.annotations.x is not a text but true; put it in quotes
                    {apiVersion: v1, kind: Namespace, metadata: {name: a, annotations: {x: yes}}} | metadata.annotations.x is not a text but true; put it in quotes
                    {apiVersion: v1, kind: Namespace, metadata: {name: a, labels: [x]}} | metadata.labels is not a map
                    """)
    void tellsFaultsWithTheirLine(String text, String fault) {
        assertThat(read(text).faults())
                .anySatisfy(told -> assertThat(told.toString()).contains(fault));
    }

    @Test
    void aSelfContainingDocumentIsRefused() {
        assertThat(read("a: &x [*x]").faults()).isNotEmpty();
    }

    @Test
    void aBillionLaughsAreRefused() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }

        assertThat(read(text.toString()).faults())
                .extracting(ManifestFault::problem)
                .containsExactly("this is too large or too deep");
    }

    @Test
    void readsTheManifestsOfADirectoryInOrder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.yaml"), namespace("").replace("name: a", "name: second"));
        Files.writeString(
                folder.resolve("a.json"),
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"first\"}}");
        Files.writeString(folder.resolve("README"), "{");

        Manifests read = Manifests.read(List.of(folder.toString()), InputStream.nullInputStream());

        assertThat(read.faults()).isEmpty();
        assertThat(read.objects()).extracting(Manifest::name).containsExactly("first", "second");
    }

    @Test
    void tellsAllUnusableSourcesAtOnce(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xff, 0});
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Manifests read = Manifests.read(
                List.of(folder + "/none", empty.toString(), binary.toString()), InputStream.nullInputStream());

        assertThat(read.faults())
                .extracting(ManifestFault::problem)
                .containsExactly(
                        "there is no such file or directory",
                        "no file in it ends in [.yaml, .yml, .json]",
                        "this is not UTF-8 text");
    }
}
