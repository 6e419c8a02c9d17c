package io.contrailkube.node.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.regex.Pattern;

/**
 * An option or a HOCON setting as a person wants to see it; secrets are masked.
 *
 * @param group section of an option, or path of the group of a setting
 * @param form what a value must look like; empty if the default shows it
 * @param fallback what counts if nothing is given
 * @param value what counts now
 * @param origin where that comes from
 * @param effect what it is good for; empty if the meaning says it
 */
public record Explained(
        String name,
        String group,
        String meaning,
        String form,
        String fallback,
        String value,
        String origin,
        String effect) {
    private static final Pattern SECRET = Pattern.compile("(.*[.-])?(password|token|secret)");

    static String shown(String path, ConfigValue value) {
        String text = value.valueType() == ConfigValueType.STRING
                ? String.valueOf(value.unwrapped())
                : value.render(ConfigRenderOptions.concise());
        return SECRET.matcher(path).matches() && !text.isEmpty() ? Option.MASK : text;
    }
}
