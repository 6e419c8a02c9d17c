package io.contrailkube.node.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All objects of some files, in order.
 *
 * @param faults everything that is wrong; with one of these the objects are incomplete
 */
public record Manifests(List<Manifest> objects, List<ManifestFault> faults) {
    private static final String STDIN = "-";
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    public Manifests {
        objects = List.copyOf(objects);
        faults = List.copyOf(faults);
    }

    /**
     * Reads files, directories (their files ending in yaml, yml or json, in order of name, without those of
     * sub-directories) and {@code -} for standard input.
     */
    public static Manifests read(List<String> sources, InputStream stdin) {
        var objects = new ArrayList<Manifest>();
        var faults = new ArrayList<ManifestFault>();
        for (String source : sources) {
            Manifests read = source.equals(STDIN) ? document("stdin", stdin) : path(Path.of(source));
            objects.addAll(read.objects());
            faults.addAll(read.faults());
        }
        return new Manifests(objects, faults);
    }

    private static Manifests path(Path path) {
        if (!Files.exists(path)) {
            return fault(path.toString(), "there is no such file or directory", "check the path given to -f");
        }
        if (!Files.isDirectory(path)) {
            return file(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<String> files = entries.filter(Manifests::isManifest)
                    .map(Path::toString)
                    .sorted()
                    .toList();
            return files.isEmpty()
                    ? fault(path.toString(), "no file in it ends in " + ENDINGS, "check the path given to -f")
                    : read(files, InputStream.nullInputStream());
        } catch (IOException e) {
            return fault(path.toString(), "the directory cannot be read", "check who may read it");
        }
    }

    private static boolean isManifest(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(path) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static Manifests file(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return document(path.toString(), in);
        } catch (IOException e) {
            return fault(path.toString(), "the file cannot be read", "check who may read it");
        }
    }

    private static Manifests document(String name, InputStream in) {
        try {
            byte[] bytes = in.readAllBytes();
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new ManifestReader(name).read(text);
        } catch (CharacterCodingException e) {
            return fault(name, "this is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            return fault(name, "it cannot be read: " + e.getMessage(), "try again");
        }
    }

    private static Manifests fault(String where, String problem, String remedy) {
        return new Manifests(List.of(), List.of(new ManifestFault(where, problem, remedy)));
    }
}
