package io.contrailkube.node.cli;

import io.contrailkube.node.config.Explained;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Explanations of options, laid out for a terminal. */
final class Explanations {
    private static final int WIDTH = 110;

    private Explanations() {}

    static void printAll(List<Explained> rows, PrintWriter out) {
        Map<String, List<Explained>> groups =
                rows.stream().collect(Collectors.groupingBy(Explained::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, members) -> {
            out.println('[' + group + ']');
            var table = new Table(List.of("OPTION", "VALUE", "FROM"));
            for (Explained row : members) {
                table.add(List.of(shortName(row), quoted(row.value()), row.origin()), row.meaning());
            }
            table.print(out, WIDTH);
            out.println();
        });
    }

    static void printOne(Explained row, PrintWriter out) {
        out.println(row.name());
        line(out, "Section", row.group());
        line(out, "Meaning", row.meaning());
        line(out, "Form", row.form());
        line(out, "Default", quoted(row.fallback()));
        line(out, "Value", quoted(row.value()));
        line(out, "From", row.origin());
        line(out, "Effect", row.effect());
    }

    private static String shortName(Explained row) {
        return row.name().startsWith(row.group() + '.')
                ? row.name().substring(row.group().length() + 1)
                : row.name();
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "(empty)" : value;
    }

    private static void line(PrintWriter out, String title, String text) {
        if (!text.isEmpty()) {
            String indent = " ".repeat(11);
            List<String> lines = Table.wrap(text, WIDTH - indent.length());
            out.printf("  %-8s %s%n", title, lines.get(0));
            lines.subList(1, lines.size()).forEach(more -> out.println(indent + more));
        }
    }
}
