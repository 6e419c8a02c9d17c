package io.contrailkube.node.config;

import java.util.Map;

/** The original's log levels and ours. */
final class LogLevels {
    private static final Map<String, String> OURS = Map.of(
            "SYS_EMERG", "ERROR",
            "SYS_ALERT", "ERROR",
            "SYS_CRIT", "ERROR",
            "SYS_ERR", "ERROR",
            "SYS_WARN", "WARN",
            "SYS_NOTICE", "INFO",
            "SYS_INFO", "INFO",
            "SYS_DEBUG", "DEBUG");

    private LogLevels() {}

    static Form<String> form() {
        return Forms.oneOf(
                "SYS_EMERG",
                "SYS_ALERT",
                "SYS_CRIT",
                "SYS_ERR",
                "SYS_WARN",
                "SYS_NOTICE",
                "SYS_INFO",
                "SYS_DEBUG",
                "ERROR",
                "WARN",
                "INFO",
                "DEBUG",
                "TRACE");
    }

    static String ofOriginal(String level) {
        return OURS.getOrDefault(level, level);
    }
}
