package io.contrailkube.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary of texts as options and annotations spell it: strict JSON, or the same with single quotes (spec 01
 * section 1.1). Parsed, never evaluated.
 */
public final class LiteralDict {
    private final String text;
    private int at;

    private LiteralDict(String text) {
        this.text = text;
    }

    /**
     * @param required keys that must be there, with a value that is not empty; others are kept too
     * @throws IllegalArgumentException whose message says what is wrong, without quoting more than the place
     */
    public static Map<String, String> parse(String text, List<String> required) {
        Map<String, String> values = new LiteralDict(text).dictionary();
        for (String key : required) {
            String value = values.get(key);
            if (value == null) {
                throw new IllegalArgumentException("key '" + key + "' is missing");
            }
            if (value.isBlank() || value.contains(":")) {
                throw new IllegalArgumentException("key '" + key + "' has "
                        + (value.isBlank()
                                ? "an empty value"
                                : "a value with a colon, which no Contrail name may hold"));
            }
        }
        return values;
    }

    private Map<String, String> dictionary() {
        var values = new LinkedHashMap<String, String>();
        expect('{');
        if (peek() != '}') {
            do {
                String key = string();
                expect(':');
                if (values.put(key, string()) != null) {
                    throw fault("key '" + key + "' twice");
                }
            } while (skip(','));
        }
        expect('}');
        if (peek() != 0) {
            throw fault("text after the closing brace");
        }
        return values;
    }

    private String string() {
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            throw fault("a quoted text was expected");
        }
        at++;
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            value.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            at++;
        }
        if (at >= text.length()) {
            throw fault("a quoted text does not end");
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        at++;
        if (at >= text.length() || "\"'\\/".indexOf(text.charAt(at)) < 0) {
            throw fault("an escape that is not one of \\\" \\' \\\\ \\/");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw fault("'" + wanted + "' was expected");
        }
    }

    private boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The next character that is no blank; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException(
                "it is no dictionary of quoted texts: " + what + " at position " + (at + 1));
    }
}
