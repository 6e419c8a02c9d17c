package io.contrailkube.node.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Acceptance cases and the tests that name them.
 *
 * @param cases what each case says, by its id
 * @param later why a case has no test yet, by its id
 * @param tests class and method of the tests, by the id that they name
 */
record SpecCases(Map<String, String> cases, SortedMap<String, String> later, SortedMap<String, List<String>> tests) {
    /** Cases of a running cluster of several nodes have an issue of their own. */
    private static final String SEVERAL_NODES = "HA-";

    private static final Pattern MARK = Pattern.compile("(?m)^\\s*@Spec\\(\\s*(\\{[^}]*\\}|\"[^\"]*\")\\s*\\)");
    private static final Pattern ID = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\\b(?:void|class)\\s+(\\w+)");
    /** Numbered facts of the document on the Contrail API, of which there is no list here. */
    private static final Pattern FACT = Pattern.compile("API-\\d+");

    static SpecCases read(List<SourceTree.Source> tests) {
        var cases = new LinkedHashMap<>(table("spec-01-cases.txt"));
        cases.putAll(table("spec-02-cases.txt"));
        cases.putAll(table("spec-03-cases.txt"));
        return new SpecCases(cases, new TreeMap<>(table("spec-later.txt")), marks(tests));
    }

    static SortedMap<String, List<String>> marks(List<SourceTree.Source> tests) {
        var found = new TreeMap<String, List<String>>();
        for (SourceTree.Source source : tests) {
            Matcher mark = MARK.matcher(source.text());
            while (mark.find()) {
                Matcher name = NAME.matcher(source.text());
                String method = name.find(mark.end()) ? name.group(1) : "?";
                String file = Objects.toString(source.path().getFileName()).replace(".java", "");
                ID.matcher(mark.group(1)).results().forEach(id -> found.computeIfAbsent(
                                id.group(1), any -> new ArrayList<>())
                        .add(file + '.' + method));
            }
        }
        return found;
    }

    /** Cases without a test, and without a reason why there is none. */
    SortedSet<String> missing() {
        var ids = new TreeSet<>(cases.keySet());
        ids.removeIf(id -> id.startsWith(SEVERAL_NODES));
        ids.removeAll(later.keySet());
        ids.removeAll(tests.keySet());
        return ids;
    }

    /** Ids that tests, or reasons, name and that no document knows. */
    SortedSet<String> unknown() {
        var ids = new TreeSet<>(tests.keySet());
        ids.addAll(later.keySet());
        ids.removeIf(id -> cases.containsKey(id) || FACT.matcher(id).matches());
        return ids;
    }

    /** Cases that are said to have no test, but have one. */
    SortedSet<String> contradicted() {
        var ids = new TreeSet<>(later.keySet());
        ids.retainAll(tests.keySet());
        return ids;
    }

    String report() {
        var text = new StringBuilder("# Acceptance cases of specs 01, 02 and 03\n\n");
        long covered = cases.keySet().stream().filter(tests::containsKey).count();
        text.append("%d cases: %d covered, %d later, %d missing.%n%n"
                .formatted(
                        cases.size(),
                        covered,
                        cases.size() - covered - missing().size(),
                        missing().size()));
        text.append("| Case | State | Tests, or the reason | What it says |\n|---|---|---|---|\n");
        cases.forEach((id, says) ->
                text.append("| %s | %s | %s | %s |%n".formatted(id, state(id), because(id), says.replace("|", "\\|"))));
        return text.toString();
    }

    private String state(String id) {
        if (tests.containsKey(id)) {
            return "covered";
        }
        if (later.containsKey(id)) {
            return "later";
        }
        return id.startsWith(SEVERAL_NODES) ? "later" : "missing";
    }

    private String because(String id) {
        List<String> proof = tests.get(id);
        return proof != null ? String.join("<br>", proof) : later.getOrDefault(id, "");
    }

    /** Lines of an id, a space, and a text. */
    private static Map<String, String> table(String resource) {
        try (InputStream in = Objects.requireNonNull(SpecCases.class.getResourceAsStream(resource), resource)) {
            var rows = new LinkedHashMap<String, String>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int space = line.indexOf(' ');
                rows.put(line.substring(0, space), line.substring(space + 1));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
