package io.contrailkube.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether what was set below {@code contrail-kube} is known, and is what the value in {@code reference.conf} is: a number,
 * a duration and so on.
 */
final class HoconChecks {
    /** Unquoted, they are texts that can be read as booleans. */
    private static final Pattern SWITCH = Pattern.compile("on|off");

    private static final Pattern DURATION = Pattern.compile("\\d+ ?(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("\\d+ ?[KMG]i?B");
    /** A misspelt root would be silently ignored. */
    private static final int TYPING_ERRORS = 3;

    private final Config reference;
    private final Config overlays;
    private final List<Fault> faults = new ArrayList<>();

    HoconChecks(Config reference, Config overlays) {
        this.reference = reference;
        this.overlays = overlays;
        overlays.root().forEach(this::root);
    }

    List<Fault> faults() {
        return faults;
    }

    static String origin(ConfigValue value) {
        ConfigOrigin origin = value.origin();
        return origin.filename() == null ? origin.description() : origin.filename() + ':' + origin.lineNumber();
    }

    static String child(String path, String key) {
        return path + '.' + ConfigUtil.joinPath(key);
    }

    private void root(String key, ConfigValue value) {
        if (key.equals(HoconPaths.ROOT)) {
            below(key, value);
        } else if (!reference.root().containsKey(key)
                && Nearest.to(key, Set.of(HoconPaths.ROOT)).isPresent()
                && Math.abs(key.length() - HoconPaths.ROOT.length()) <= TYPING_ERRORS) {
            unknown(key, value, Set.of(HoconPaths.ROOT));
        }
    }

    private void below(String path, ConfigValue value) {
        if (!reference.hasPathOrNull(path)) {
            unknown(path, value, siblings(path));
            return;
        }
        ConfigValue known = reference.getValue(path);
        if (!(known instanceof ConfigObject group)) {
            check(path, value, known);
        } else if (!(value instanceof ConfigObject settings)) {
            add(path, value, "this is a group of settings, not a value", "set one of " + group.keySet());
        } else if (!group.isEmpty()) {
            settings.forEach((key, inner) -> below(child(path, key), inner));
        }
    }

    private void check(String path, ConfigValue value, ConfigValue known) {
        try {
            switch (known.valueType()) {
                case BOOLEAN -> overlays.getBoolean(path);
                case NUMBER -> number(path, known);
                case LIST -> overlays.getList(path);
                case STRING -> text(path, String.valueOf(known.unwrapped()));
                default -> overlays.getValue(path);
            }
        } catch (ConfigException e) {
            String expected = known.valueType() == ConfigValueType.STRING
                    ? "a text like " + known.render()
                    : known.valueType() + " like " + known.render();
            add(path, value, "this is not what is expected here", "give " + expected);
        }
    }

    private void number(String path, ConfigValue known) {
        if (known.unwrapped() instanceof Double) {
            overlays.getDouble(path);
        } else {
            overlays.getLong(path);
        }
    }

    private void text(String path, String known) {
        if (SWITCH.matcher(known).matches()) {
            overlays.getBoolean(path);
        } else if (DURATION.matcher(known).matches()) {
            overlays.getDuration(path);
        } else if (BYTES.matcher(known).matches()) {
            overlays.getBytes(path);
        } else {
            overlays.getString(path);
        }
    }

    private Collection<String> siblings(String path) {
        List<String> parts = ConfigUtil.splitPath(path);
        String parent = ConfigUtil.joinPath(parts.subList(0, parts.size() - 1));
        ConfigObject group = reference.getObject(parent);
        return group.keySet().stream().map(key -> child(parent, key)).toList();
    }

    private void unknown(String path, ConfigValue value, Collection<String> known) {
        add(path, value, "unknown setting", Nearest.hint(path, known));
    }

    private void add(String path, ConfigValue value, String problem, String remedy) {
        String shown = Explained.shown(path, value);
        faults.add(new Fault(path, shown, origin(value), problem, remedy));
    }
}
