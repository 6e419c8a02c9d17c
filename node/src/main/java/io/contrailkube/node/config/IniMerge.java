package io.contrailkube.node.config;

import io.contrailkube.node.config.IniFile.Entry;
import io.contrailkube.node.config.Values.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several files and their sections flattened into one set of options (spec 01 section 1.1): a later file wins over an
 * earlier one, an option's home section over every other section.
 */
final class IniMerge {
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, Given> given = new HashMap<>();

    private IniMerge(List<IniFile> files) {
        var latest = new LinkedHashMap<String, Entry>();
        for (IniFile file : files) {
            warnings.addAll(file.warnings());
            file.entries().forEach(entry -> latest.put(entry.section() + '/' + entry.name(), entry));
        }
        warnAboutSections(latest.values().stream().toList());
        latest.values().stream()
                .collect(Collectors.groupingBy(Entry::name, LinkedHashMap::new, Collectors.toList()))
                .forEach(this::choose);
        warnAboutUnused();
    }

    static IniMerge of(List<IniFile> files) {
        return new IniMerge(files);
    }

    Map<String, Given> given() {
        return given;
    }

    List<Warning> warnings() {
        return warnings;
    }

    private void choose(String name, List<Entry> entries) {
        Optional<Option<?>> option = Catalogue.named(name);
        if (option.isEmpty()) {
            entries.forEach(entry -> warn(entry, "unknown option, ignored; " + Nearest.hint(name, Catalogue.names())));
            return;
        }
        Section home = option.get().home();
        Comparator<Entry> byRank = Comparator.comparingInt(entry -> rank(entry, home));
        Entry chosen = entries.stream().max(byRank).orElseThrow();
        given.put(name, new Given(chosen.value(), chosen.where()));
        for (Entry entry : entries) {
            if (!entry.section().equals(home.name())) {
                String fate = entry.equals(chosen) ? "it is taken all the same" : chosen.where() + " counts instead";
                warn(entry, "belongs into section [" + home + "], not [" + entry.section() + "]; " + fate);
            }
        }
    }

    private static int rank(Entry entry, Section home) {
        if (entry.section().equals(home.name())) {
            return Integer.MAX_VALUE;
        }
        return Section.named(entry.section()).map(Section::ordinal).orElse(-1);
    }

    private void warnAboutSections(List<Entry> entries) {
        List<String> known =
                List.of(Section.values()).stream().map(Section::name).toList();
        entries.stream()
                .collect(Collectors.toMap(Entry::section, Entry::where, (first, next) -> first, LinkedHashMap::new))
                .forEach((section, where) -> {
                    if (!known.contains(section)) {
                        String hint = Nearest.hint(section, known);
                        warnings.add(new Warning(where.toString(), "unknown section [" + section + "]; " + hint));
                    }
                });
    }

    /** One line for all: files of the original are full of them. */
    private void warnAboutUnused() {
        List<String> unused = Catalogue.all().stream()
                .filter(option -> option.isUnused() && given.containsKey(option.name()))
                .map(Option::name)
                .toList();
        if (!unused.isEmpty()) {
            String message = "accepted and unused ('config explain OPTION' says why): " + String.join(", ", unused);
            warnings.add(new Warning("configuration", message));
        }
    }

    private void warn(Entry entry, String message) {
        warnings.add(new Warning(entry.where().toString(), entry.name() + ": " + message));
    }
}
