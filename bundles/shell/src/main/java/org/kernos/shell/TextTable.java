package org.kernos.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows under headings, in columns as wide as their widest cell; columns of numbers are set to the right. */
final class TextTable {

    private final List<String> headings;
    private final Set<Integer> numbers;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param numbers the columns, counted from 0, that hold numbers
     */
    TextTable(List<String> headings, Set<Integer> numbers) {
        this.headings = headings;
        this.numbers = numbers;
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString().replace('\n', ' '));
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        int[] widths = new int[headings.size()];
        measure(headings, widths);
        rows.forEach(row -> measure(row, widths));
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join("\n", lines);
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ")
                    .append(numbers.contains(i) ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
