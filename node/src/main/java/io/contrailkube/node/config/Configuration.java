package io.contrailkube.node.config;

import io.contrailkube.core.config.ClusterSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A configuration as it was read, with all its faults. */
public final class Configuration {
    private static final String DEMO = "demo-contrail-kubernetes.conf";

    private final Values values;
    private final HoconLayers hocon;
    private final FeatureReader features;
    private final List<Fault> faults;
    private final List<Warning> warnings = new ArrayList<>();

    private Configuration(List<IniFile> files, ConfigurationSources sources) {
        IniMerge merge = IniMerge.of(files);
        values = new Values(merge.given(), searched(sources.files()));
        CrossChecks checks = CrossChecks.of(values);
        hocon = new HoconLayers(HoconOverlay.of(values), sources);
        warnings.addAll(merge.warnings());
        warnings.addAll(checks.warnings());
        var all = new ArrayList<Fault>();
        files.forEach(file -> all.addAll(file.faults()));
        all.addAll(values.faults());
        all.addAll(checks.faults());
        all.addAll(hocon.faults());
        features = new FeatureReader(hocon.merged());
        all.addAll(features.faults());
        faults = List.copyOf(all);
    }

    /** Reads everything, and goes on after a fault to find the others. */
    public static Configuration read(ConfigurationSources sources) {
        return new Configuration(
                sources.files().stream().map(Configuration::parse).toList(), sources);
    }

    /** A small cluster named k8s, for trying things out without a file. */
    public static Configuration demo(ConfigurationSources sources) {
        return new Configuration(List.of(IniFile.parse(DEMO, demoText())), sources);
    }

    /** The file that stands for the configuration of this small cluster. */
    public static String demoText() {
        try (InputStream in = Objects.requireNonNull(Configuration.class.getResourceAsStream(DEMO), DEMO)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Fault> faults() {
        return faults;
    }

    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /** Every option and setting, also of a configuration with faults. */
    public List<Explained> explained() {
        return Explainer.explain(values, hocon);
    }

    /** @throws ConfigurationException with all faults, if there are any */
    public LoadedConfiguration loaded() {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        ClusterSettings cluster = new ClusterReader(values).read(features);
        return new LoadedConfiguration(cluster, hocon.merged(), warnings, explained());
    }

    private static IniFile parse(Path path) {
        String file = path.toString();
        try {
            return IniFile.parse(file, Files.readString(path));
        } catch (NoSuchFileException e) {
            return unreadable(file, "there is no such file");
        } catch (CharacterCodingException e) {
            return unreadable(file, "the file is not UTF-8 text");
        } catch (IOException e) {
            return unreadable(file, Files.isDirectory(path) ? "this is a directory" : "the file cannot be read");
        }
    }

    private static IniFile unreadable(String file, String problem) {
        return new IniFile(
                List.of(),
                List.of(new Fault("", "", file, problem, "check the path given to -c, and who may read it")),
                List.of());
    }

    private static String searched(List<Path> files) {
        return files.isEmpty()
                ? "no configuration file (-c)"
                : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
