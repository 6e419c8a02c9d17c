package io.contrailkube.node.config;

import io.contrailkube.core.config.LiteralDict;
import io.contrailkube.core.contrail.Cidr;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms of values there are (spec 01 section 1.1, the rules marked T). */
final class Forms {
    private static final Pattern LIST_SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BRACKETS_AND_QUOTES = Pattern.compile("[\\[\\]'\"]");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:.*@)?([^:]+|\\[[^]]+])(?::(\\d+))?");

    private Forms() {}

    /** A server as lists of them name it. */
    record HostPort(String host, OptionalInt port) {}

    static Form<String> text() {
        return Form.of("any text", Function.identity());
    }

    /** Part of a Contrail name. */
    static Form<String> contrailName() {
        return Form.of("a name without a colon", text -> {
            if (text.contains(":")) {
                throw new IllegalArgumentException("a part of a Contrail name cannot hold a colon");
            }
            return text;
        });
    }

    static Form<String> dnsLabel() {
        return Form.of("a DNS label: at most 63 of a-z, 0-9 and '-', not at the ends", text -> {
            if (!DNS_LABEL.matcher(text).matches()) {
                throw new IllegalArgumentException("'" + text + "' is no DNS label");
            }
            return text;
        });
    }

    static Form<Boolean> flag() {
        return Form.of("true, yes, 1, false, no or 0, in any case", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        });
    }

    static Form<Integer> port() {
        return Form.of("a port from 1 to 65535", Forms::portOf);
    }

    private static int portOf(String text) {
        int port = number(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(port + " is no port");
        }
        return port;
    }

    static Form<Integer> seconds() {
        return Form.of("a whole number of seconds; 0 switches it off", Forms::number);
    }

    private static int number(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no whole number");
        }
        return Integer.parseInt(text);
    }

    static Form<List<String>> words() {
        return Form.of("a list, separated by commas or blanks", Forms::split);
    }

    static Form<List<Cidr>> cidrs() {
        return Form.of(
                "address prefixes such as 10.32.0.0/12, separated by commas or blanks",
                text -> split(text).stream().map(Cidr::parse).toList());
    }

    /** The original's default is {@code [127.0.0.1]}, so brackets and quotes mean nothing. */
    static Form<List<String>> hosts() {
        return Form.of("host names or addresses, separated by commas or blanks", text -> {
            List<String> hosts = split(BRACKETS_AND_QUOTES.matcher(text).replaceAll(""));
            if (hosts.isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' names no host");
            }
            hosts.forEach(Forms::requireHost);
            return hosts;
        });
    }

    static Form<String> host() {
        return Form.of("a host name or address; empty for none", text -> {
            if (!text.isEmpty()) {
                requireHost(text);
            }
            return text;
        });
    }

    private static void requireHost(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither a host name nor an address");
        }
    }

    static Form<List<HostPort>> servers() {
        return Form.of(
                "servers as host:port, separated by commas or blanks",
                text -> split(text).stream().map(Forms::server).toList());
    }

    private static HostPort server(String text) {
        var matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        String port = matcher.group(2);
        return new HostPort(matcher.group(1), port == null ? OptionalInt.empty() : OptionalInt.of(portOf(port)));
    }

    static Form<String> httpUrl() {
        return Form.of("a URL such as http://10.0.0.1:5000/v3; empty for none", text -> {
            try {
                URI uri = new URI(text);
                String scheme = uri.getScheme();
                if (text.isEmpty() || (("http".equals(scheme) || "https".equals(scheme)) && uri.getHost() != null)) {
                    return text;
                }
                throw new IllegalArgumentException("'" + text + "' is no http or https URL");
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("'" + text + "' is no URL", e);
            }
        });
    }

    /** A dictionary; an empty one is the same as none, and every other one needs these keys. */
    static Form<Map<String, String>> dict(String... required) {
        String example = Arrays.stream(required)
                .map(key -> "'" + key + "': '...'")
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return Form.of("a dictionary {" + example + "} in single or double quotes, or {} for none", text -> {
            Map<String, String> values = LiteralDict.parse(text, List.of());
            return values.isEmpty() ? values : LiteralDict.parse(text, List.of(required));
        });
    }

    /** One of a few texts, in any case; the value is the text as listed here. */
    static Form<String> oneOf(String... choices) {
        List<String> known = List.of(choices);
        return Form.of("one of " + String.join(", ", known), text -> known.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not among the known values")));
    }

    private static List<String> split(String text) {
        return LIST_SEPARATOR
                .splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
