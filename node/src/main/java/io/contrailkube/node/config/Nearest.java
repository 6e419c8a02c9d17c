package io.contrailkube.node.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that somebody who misspelt one probably meant. */
public final class Nearest {
    private Nearest() {}

    /** Empty if none is near: at most a third of the letters may differ. */
    public static Optional<String> to(String wrong, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(wrong, name) <= Math.max(1, name.length() / 3));
    }

    /** The end of a message about a wrong name. */
    public static String hint(String wrong, Collection<String> known) {
        return to(wrong, known).map(name -> "did you mean '" + name + "'?").orElse("nothing similar is known");
    }

    /** Number of letters to insert, delete, replace or swap with the next one. */
    private static int distance(String from, String to) {
        int[][] rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, from, to, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int cheapest(int[][] rows, String from, String to, int i, int j) {
        int replaced = rows[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, 1 + rows[i - 2][j - 2]) : best;
    }
}
