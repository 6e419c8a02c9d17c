package io.contrailkube.core.kind.attachment;

import io.contrailkube.core.contrail.Cidr;
import java.util.ArrayList;
import java.util.List;

/** Address prefixes as the annotation spells them: one, or a list with at most one of each version (spec 02, S-9). */
final class Prefixes {
    private static final String QUOTES = "\"'";

    private Prefixes() {}

    /** @throws IllegalArgumentException whose message says what is wrong */
    static List<Cidr> parse(String text) {
        var cidrs = new ArrayList<Cidr>();
        for (String element : elements(text.strip())) {
            Cidr cidr = Cidr.parse(element);
            // The server needs room for network, gateway, name server and one pod.
            int bits = cidr.isVersion6() ? 128 : 32;
            if (bits - cidr.prefixLength() < 3) {
                throw new IllegalArgumentException("'" + element + "' has no room for addresses of pods");
            }
            if (cidrs.stream().anyMatch(other -> other.isVersion6() == cidr.isVersion6())) {
                throw new IllegalArgumentException(
                        "'" + text + "' has two prefixes of IPv" + (cidr.isVersion6() ? 6 : 4));
            }
            cidrs.add(cidr);
        }
        return List.copyOf(cidrs);
    }

    private static List<String> elements(String text) {
        boolean list = text.startsWith("[") && text.endsWith("]") && text.length() > 1;
        String inside = list ? text.substring(1, text.length() - 1) : text;
        var elements = new ArrayList<String>();
        for (String part : inside.split(",", -1)) {
            elements.add(unquoted(part.strip()));
        }
        return elements;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && QUOTES.indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
