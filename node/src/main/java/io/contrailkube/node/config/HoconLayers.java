package io.contrailkube.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * HOCON from all places, one over the other: the modules' {@code reference.conf}, the node's {@code application.conf}, the
 * options of {@code contrail-kubernetes.conf}, HOCON files, environment, system properties.
 */
final class HoconLayers {
    private static final String ENVIRONMENT_PREFIX = "CONFIG_FORCE_";
    private static final List<String> OVERRIDABLE = List.of("contrail-kube.", "akka.");
    /** As the config library spells paths in names of variables. */
    private static final Pattern UNDERSCORES = Pattern.compile("_{1,3}");

    private final Config reference;
    private final Config overrides;
    private final Config overlays;
    private final Config merged;
    private final List<Fault> faults = new ArrayList<>();

    HoconLayers(Config options, ConfigurationSources sources) {
        Config shipped = ConfigFactory.defaultApplication().withFallback(ConfigFactory.defaultReferenceUnresolved());
        Config given = properties(sources.properties()).withFallback(environment(sources.environment()));
        for (int i = sources.hocon().size() - 1; i >= 0; i--) {
            given = given.withFallback(parse(sources.hocon().get(i)));
        }
        reference = shipped.resolve();
        merged = resolve(given.withFallback(options).withFallback(shipped));
        overrides = restOf(given);
        overlays = restOf(given.withFallback(options));
        faults.addAll(new HoconChecks(reference, overlays).faults());
    }

    /** What counts if nobody says otherwise. */
    Config reference() {
        return reference;
    }

    /** What was said stronger than by options. */
    Config overrides() {
        return overrides;
    }

    /** What was said otherwise, by options or stronger. */
    Config overlays() {
        return overlays;
    }

    Config merged() {
        return merged;
    }

    List<Fault> faults() {
        return faults;
    }

    private Config parse(Path file) {
        try {
            return ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException.IO e) {
            faults.add(
                    new Fault("", "", file.toString(), "the file cannot be read", "check the path given to --hocon"));
        } catch (ConfigException e) {
            faults.add(new Fault("", "", file.toString(), String.valueOf(e.getMessage()), "it must be HOCON"));
        }
        return ConfigFactory.empty();
    }

    private Config resolve(Config config) {
        try {
            return config.resolve();
        } catch (ConfigException e) {
            String problem = String.valueOf(e.getMessage());
            faults.add(new Fault("", "", "HOCON", problem, "set what ${...} refers to, or write ${?...}"));
            return reference;
        }
    }

    /** A layer by itself; what it refers to may stand in another one. */
    private Config restOf(Config layer) {
        return faults.isEmpty() ? layer.resolveWith(merged) : ConfigFactory.empty();
    }

    private Config properties(Map<String, String> properties) {
        return layer(properties, name -> name, name -> "-D" + name);
    }

    private Config environment(Map<String, String> environment) {
        return layer(environment, HoconLayers::pathOf, name -> "environment variable " + name);
    }

    private Config layer(Map<String, String> settings, Naming path, Naming origin) {
        Config layer = ConfigFactory.empty();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String name = path.of(setting.getKey());
            if (OVERRIDABLE.stream().noneMatch(name::startsWith)) {
                continue;
            }
            String where = origin.of(setting.getKey());
            try {
                layer = layer.withValue(name, ConfigValueFactory.fromAnyRef(setting.getValue(), where));
            } catch (ConfigException.BadPath e) {
                faults.add(new Fault(name, "", where, "this is no HOCON path", "see 'config explain' for the paths"));
            }
        }
        return layer;
    }

    private static String pathOf(String variable) {
        return variable.startsWith(ENVIRONMENT_PREFIX)
                ? UNDERSCORES
                        .matcher(variable.substring(ENVIRONMENT_PREFIX.length()))
                        .replaceAll(run -> switch (run.group().length()) {
                            case 1 -> ".";
                            case 2 -> "-";
                            default -> "_";
                        })
                : "";
    }

    private interface Naming {
        String of(String name);
    }
}
