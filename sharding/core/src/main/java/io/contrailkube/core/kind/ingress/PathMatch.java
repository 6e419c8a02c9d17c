package io.contrailkube.core.kind.ingress;

import java.util.regex.Pattern;

/**
 * Which paths of requests are meant. The text goes unquoted into the configuration of the load balancer, so only a strict
 * set of characters passes (spec 02 sections 2 and 7.4).
 *
 * @param path empty for every path; else it begins with a slash
 * @param prefix also what is below it, as whole parts between slashes
 */
record PathMatch(String path, boolean prefix) {
    static final PathMatch EVERY = new PathMatch("", false);

    private static final Pattern EXPRESSIBLE = Pattern.compile("/[A-Za-z0-9/._~!&*+,;=:@%()-]*");
    /** What means something in a regular expression; in brackets it does not, and a backslash would mean something else. */
    private static final Pattern META = Pattern.compile("[.*+()]");

    static boolean isExpressible(String path) {
        return path.isEmpty() || EXPRESSIBLE.matcher(path).matches();
    }

    boolean isEvery() {
        return path.isEmpty();
    }

    /** What is written after the word `path` of an access list (spec 02 section 11.2). */
    String text() {
        return prefix ? "-m reg ^" + META.matcher(path).replaceAll("[$0]") + "(/.*)?$" : path;
    }
}
