package io.contrailkube.node.config;

/**
 * Something in the configuration with which the controller cannot start.
 *
 * @param option option or HOCON path; empty if a line or a file as a whole is at fault
 * @param value as it was given, secrets masked; empty if none was
 * @param where file and line, or the place that was searched
 * @param problem what is wrong
 * @param remedy what to do about it
 */
public record Fault(String option, String value, String where, String problem, String remedy) {
    @Override
    public String toString() {
        String subject = option.isEmpty() ? "" : option + (value.isEmpty() ? "" : " = " + value) + ": ";
        return where + ": " + subject + problem + "; " + remedy;
    }
}
