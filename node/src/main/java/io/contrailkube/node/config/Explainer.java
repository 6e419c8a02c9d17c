package io.contrailkube.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.contrailkube.node.config.Form.Trait;
import io.contrailkube.node.config.Values.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts together what every option and every setting means, is, and why. */
final class Explainer {
    private static final String DEFAULT = "default";

    private final Values values;
    private final HoconLayers hocon;
    private final List<Explained> rows = new ArrayList<>();

    private Explainer(Values values, HoconLayers hocon) {
        this.values = values;
        this.hocon = hocon;
        Catalogue.all().forEach(option -> rows.add(explain(option)));
        walk(HoconPaths.ROOT, hocon.reference().getObject(HoconPaths.ROOT), "");
    }

    static List<Explained> explain(Values values, HoconLayers hocon) {
        return List.copyOf(new Explainer(values, hocon).rows);
    }

    private Explained explain(Option<?> option) {
        Optional<Given> given = values.given(option);
        String fallback = fallback(option);
        String value = given.map(text -> option.shown(text.text())).orElse(fallback);
        String origin = given.map(text -> text.where().toString()).orElse(DEFAULT);
        return new Explained(
                option.name(),
                option.home().name(),
                option.meaning(),
                option.form().expected(),
                fallback,
                value,
                overridden(option).orElse(origin),
                option.effect().inWords());
    }

    private String fallback(Option<?> option) {
        if (option.form().is(Trait.MANDATORY)) {
            return "(none, mandatory)";
        }
        if (option.effect() instanceof Effect.Sets<?> sets) {
            return Explained.shown(sets.path(), hocon.reference().getValue(sets.path()));
        }
        String text = option.form().fallback();
        return text == null ? "(none)" : option.shown(text);
    }

    /** HOCON of a stronger layer may set the same thing. */
    private Optional<String> overridden(Option<?> option) {
        return option.effect()
                .target()
                .filter(hocon.overrides()::hasPath)
                .map(path -> "overruled by " + path + " in "
                        + HoconChecks.origin(hocon.overrides().getValue(path)));
    }

    /** Settings of a group first, then the groups in it; what has no comment shares that of its group. */
    private void walk(String path, ConfigObject group, String ofGroup) {
        List<String> keys = group.keySet().stream().sorted().toList();
        for (String key : keys) {
            ConfigValue value = group.getOrDefault(key, group);
            if (!isGroup(value)) {
                String comment = comment(value);
                rows.add(explain(HoconChecks.child(path, key), value, comment.isEmpty() ? ofGroup : comment));
            }
        }
        for (String key : keys) {
            if (group.getOrDefault(key, group) instanceof ConfigObject inner && isGroup(inner)) {
                walk(HoconChecks.child(path, key), inner, comment(inner));
            }
        }
    }

    private static boolean isGroup(ConfigValue value) {
        return value instanceof ConfigObject group && !group.isEmpty();
    }

    private static String comment(ConfigValue value) {
        return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    }

    private Explained explain(String path, ConfigValue known, String meaning) {
        Config overlays = hocon.overlays();
        boolean given = overlays.hasPath(path);
        ConfigValue value = given ? overlays.getValue(path) : known;
        return new Explained(
                path,
                path.substring(0, path.lastIndexOf('.')),
                meaning,
                "",
                Explained.shown(path, known),
                Explained.shown(path, value),
                given ? HoconChecks.origin(value) : DEFAULT,
                "");
    }
}
