package org.kernos.sxs;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that a mistyped one was probably meant to be. */
final class NearNames {

    private static final int GREATEST_LENGTH = 64;
    private static final int GREATEST_COUNT = 3;

    /** A megabyte of names must not be compared with a megabyte of mistakes. */
    private static final int CANDIDATES = 1000;

    private NearNames() {}

    /** The nearest names first, at most three; none when every name needs more than a third of its letters changed. */
    static List<String> of(String typed, Collection<String> names) {
        if (typed.length() > GREATEST_LENGTH) {
            return List.of();
        }
        int tolerance = Math.max(1, typed.length() / 3);
        return names.stream()
                .limit(CANDIDATES)
                .filter(name -> Math.abs(name.length() - typed.length()) <= tolerance)
                .map(name -> new Near(name, distance(typed, name)))
                .filter(near -> near.distance() <= tolerance)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(GREATEST_COUNT)
                .map(Near::name)
                .toList();
    }

    private record Near(String name, int distance) {}

    /** Letters to insert, remove, replace, or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int step(int[][] table, String a, String b, int i, int j) {
        int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
