package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.http.Query;
import io.contrailkube.standins.kubernetes.resource.ResourceType;
import io.contrailkube.standins.kubernetes.store.Stored;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What labelSelector and fieldSelector of a query let through. */
record Selector(boolean all, Predicate<Stored> test) implements Predicate<Stored> {
    private static final Map<String, String> OTHER_FORM = Map.of(
            "regarding.kind", "involvedObject.kind",
            "regarding.name", "involvedObject.name",
            "reportingController", "reportingComponent");
    private static final Pattern TERM = Pattern.compile(
            "\\s*(?:(!)\\s*([^\\s!=<>]+)|([^\\s!=<>,]+)\\s+(in|notin)\\s*\\(([^)]*)\\)|([^\\s!=<>,]+)\\s*(==|=|!=)\\s*([^\\s,]*)|([^\\s!=<>,()]+))"
                    + "\\s*(?:,|$)");

    static Selector of(ApiPath path, Query query) {
        Predicate<Stored> labels = labels(query.first("labelSelector", ""));
        Predicate<Stored> fields = fields(path.type(), query.first("fieldSelector", ""));
        boolean named = !path.name().isEmpty();
        boolean all = query.first("labelSelector", "").isEmpty()
                && query.first("fieldSelector", "").isEmpty()
                && !named;
        Predicate<Stored> both = labels.and(fields);
        return new Selector(all, named ? both.and(object -> object.name().equals(path.name())) : both);
    }

    @Override
    public boolean test(Stored object) {
        return all || test.test(object);
    }

    private static Predicate<Stored> labels(String text) {
        Predicate<Stored> made = object -> true;
        Matcher terms = TERM.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!terms.find(end) || terms.start() != end) {
                throw ApiFailure.badRequest("unable to parse requirement: found '" + text.substring(end) + "'");
            }
            made = made.and(term(terms));
            end = terms.end();
        }
        return made;
    }

    private static Predicate<Stored> term(Matcher found) {
        if (found.group(2) != null) {
            String key = found.group(2);
            return object -> !object.labels().containsKey(key);
        }
        if (found.group(3) != null) {
            return set(found.group(3), found.group(4).equals("in"), found.group(5));
        }
        if (found.group(6) != null) {
            String key = found.group(6);
            String value = found.group(8);
            boolean wanted = !found.group(7).equals("!=");
            return object -> value.equals(object.labels().get(key)) == wanted;
        }
        String key = found.group(9);
        return object -> object.labels().containsKey(key);
    }

    private static Predicate<Stored> set(String key, boolean in, String values) {
        var wanted = java.util.Set.of(values.strip().split("\\s*,\\s*"));
        return object -> {
            String value = object.labels().get(key);
            return (value != null && wanted.contains(value)) == in;
        };
    }

    private static Predicate<Stored> fields(ResourceType type, String text) {
        Predicate<Stored> made = object -> true;
        for (String term : text.split(",")) {
            if (term.isBlank()) {
                continue;
            }
            int at = term.indexOf('=');
            if (at <= 0) {
                throw ApiFailure.badRequest("invalid selector: '" + term + "'; can't understand '" + term + "'");
            }
            boolean not = term.charAt(at - 1) == '!';
            String label = term.substring(0, not ? at - 1 : at).strip();
            String value =
                    term.substring(term.startsWith("==", at) ? at + 2 : at + 1).strip();
            made = made.and(field(type, label, value, !not));
        }
        return made;
    }

    private static Predicate<Stored> field(ResourceType type, String label, String value, boolean wanted) {
        boolean known = label.equals("metadata.name")
                || (label.equals("metadata.namespace") && type.namespaced())
                || type.fields().containsKey(label);
        if (!known) {
            throw ApiFailure.badRequest("field label not supported: " + label);
        }
        String stored = type.form() == null ? label : OTHER_FORM.getOrDefault(label, label);
        return object -> object.field(stored).equals(value) == wanted;
    }
}
