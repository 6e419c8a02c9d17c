package io.contrailkube.standins.kubernetes.resource;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names a kind allows. */
public enum Naming {
    /** RFC 1123 label. */
    LABEL(
            63,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an"
                    + " alphanumeric character"),
    /** RFC 1035 label, for services. */
    DNS_1035(
            63,
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and"
                    + " end with an alphanumeric character"),
    /** RFC 1123 subdomain, most kinds. */
    SUBDOMAIN(
            253,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end"
                    + " with an alphanumeric character"),
    /** Anything that can stand in a path, for roles and bindings. */
    PATH_SEGMENT(253, "(?!\\.{1,2}$)[^/%]+", "may not contain '/' or '%', and may not be '.' or '..'");

    private final int limit;
    private final Pattern pattern;
    private final String rule;

    Naming(int limit, String pattern, String rule) {
        this.limit = limit;
        this.pattern = Pattern.compile(pattern);
        this.rule = rule;
    }

    /** What is wrong with the name, null when nothing is. */
    public @Nullable String complaint(String name) {
        if (name.length() > limit) {
            return "must be no more than " + limit + " characters";
        }
        return pattern.matcher(name).matches() ? null : rule;
    }
}
