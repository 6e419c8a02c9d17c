package io.contrailkube.node.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in the syntax of Python's ConfigParser, as the original reads it (spec 01 section 1.1): names in any case, a
 * value after {@code =} or {@code :}, continued on indented lines, comments on lines of their own or after a blank and a
 * semicolon.
 */
record IniFile(List<Entry> entries, List<Fault> faults, List<Warning> warnings) {
    private static final Pattern HEADER = Pattern.compile("\\[([^]]+)](.*)");
    private static final Pattern OPTION = Pattern.compile("([^:=\\s][^:=]*?)\\s*[:=]\\s*(.*)");
    private static final Pattern INLINE_COMMENT = Pattern.compile("(?:^|\\s);.*");
    private static final Pattern REFERENCE = Pattern.compile("(?<!%)%\\(\\w+\\)s");
    private static final Pattern PERCENT = Pattern.compile("%%");

    /** An option where it stands; its name in lower case, its value with {@code %%} read as {@code %}. */
    record Entry(String section, String name, String value, Location where) {}

    static IniFile parse(String file, String text) {
        return new Reader(file).read(text);
    }

    private static final class Reader {
        private final String file;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final List<Warning> warnings = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private String section = "";
        private boolean inOption;

        Reader(String file) {
            this.file = file;
        }

        IniFile read(String text) {
            String[] lines = text.replaceFirst("^\uFEFF", "").split("\r?\n|\r", -1);
            for (int i = 0; i < lines.length; i++) {
                line(lines[i], new Location(file, i + 1));
            }
            return new IniFile(
                    entries.stream().map(this::finished).toList(), List.copyOf(faults), List.copyOf(warnings));
        }

        private void line(String line, Location where) {
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
                return;
            }
            if (Character.isWhitespace(line.charAt(0)) && inOption) {
                continueWith(content);
                return;
            }
            Matcher header = HEADER.matcher(content);
            if (header.matches()) {
                section = header.group(1).strip();
                inOption = false;
                return;
            }
            Matcher option = OPTION.matcher(content);
            if (!option.matches()) {
                faults.add(fault(where, content, "this is neither '[SECTION]' nor 'option = value'"));
            } else if (section.isEmpty()) {
                faults.add(fault(where, option.group(1), "this option stands before the first section"));
            } else {
                start(option.group(1).toLowerCase(Locale.ROOT), option.group(2), where);
            }
        }

        private void start(String name, String value, Location where) {
            inOption = true;
            if (!seen.add(section + '/' + name)) {
                warnings.add(
                        new Warning(where.toString(), name + " stands twice in [" + section + "]; this one counts"));
            }
            entries.add(new Entry(section, name, withoutComment(value), where));
        }

        private void continueWith(String more) {
            Entry last = entries.remove(entries.size() - 1);
            String longer = (last.value() + ' ' + withoutComment(more)).strip();
            entries.add(new Entry(last.section(), last.name(), longer, last.where()));
        }

        private Entry finished(Entry entry) {
            if (REFERENCE.matcher(entry.value()).find()) {
                warnings.add(new Warning(
                        entry.where().toString(),
                        entry.name() + " holds %(...)s, which is taken as it is; write the value instead"));
            }
            String value = PERCENT.matcher(entry.value()).replaceAll("%");
            return new Entry(entry.section(), entry.name(), value.equals("\"\"") ? "" : value, entry.where());
        }

        private static String withoutComment(String value) {
            return INLINE_COMMENT.matcher(value).replaceFirst("").strip();
        }

        /** Only the start of the line is quoted: the rest may be a password. */
        private static Fault fault(Location where, String content, String problem) {
            String start = content.length() > 20 ? content.substring(0, 20) + "..." : content;
            return new Fault(
                    "",
                    "",
                    where.toString(),
                    problem + " ('" + start + "')",
                    "see the sample file deploy/config/contrail-kubernetes.conf");
        }
    }
}
