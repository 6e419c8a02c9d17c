package io.contrailkube.node.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns, each row with an optional remark below it. */
public final class Table {
    private static final String GAP = "  ";
    /** A value longer than that does not push the next column away. */
    private static final int WIDEST = 64;

    private final List<String> titles;
    private final List<Row> rows = new ArrayList<>();

    private record Row(List<String> cells, String remark) {}

    public Table(List<String> titles) {
        this.titles = List.copyOf(titles);
    }

    /** @param remark shown below the row, indented and wrapped; empty for none */
    public void add(List<String> cells, String remark) {
        rows.add(new Row(List.copyOf(cells), remark));
    }

    /** @param width of the screen, for the remarks */
    public void print(PrintWriter out, int width) {
        out.println(line(titles));
        for (Row row : rows) {
            out.println(line(row.cells()));
            if (!row.remark().isEmpty()) {
                String indent = " ".repeat(4);
                wrap(row.remark(), width - indent.length()).forEach(text -> out.println(indent + text));
            }
        }
    }

    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(cells.get(column));
            if (column < cells.size() - 1) {
                int missing = width(column) - cells.get(column).length();
                line.append(" ".repeat(Math.max(0, missing))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = titles.get(column).length();
        for (Row row : rows) {
            widest = Math.max(widest, Math.min(WIDEST, row.cells().get(column).length()));
        }
        return widest;
    }
}
