package io.contrailkube.standins.contrail;

import java.util.Locale;
import java.util.regex.Pattern;

/** Forms of uuids that the server accepts. */
final class Uuids {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern VERSION_4 = Pattern.compile("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");

    private Uuids() {}

    /** Other spellings of a uuid are the client's fault, anything else is a fault of the server (API-47). */
    static void check(String text) {
        if (CANONICAL.matcher(text).matches()) {
            return;
        }
        throw HEX.matcher(hex(text)).matches()
                ? ApiError.badRequest("Invalid UUID format: " + text)
                : ApiError.internal("ValueError: badly formed hexadecimal UUID string");
    }

    static boolean isCanonical(String text) {
        return CANONICAL.matcher(text).matches();
    }

    /** RFC 4122 version 4, dashes optional (API-43). */
    static boolean isVersion4(String text) {
        return VERSION_4.matcher(hex(text)).matches();
    }

    private static String hex(String text) {
        return text.replace("urn:", "")
                .replace("uuid:", "")
                .replaceAll("[{}-]", "")
                .toLowerCase(Locale.ROOT);
    }
}
