package org.kernos.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured values of one thing, in whatever unit; the median stands for them. */
final class Times {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    String show(String unit) {
        return show("%.1f %s (%.1f to %.1f, %d runs)", unit);
    }

    /** For what is far below one unit. */
    String showFine(String unit) {
        return show("%.3f %s (%.3f to %.3f, %d runs)", unit);
    }

    private String show(String format, String unit) {
        return String.format(
                Locale.ROOT, format, median(), unit, Collections.min(values), Collections.max(values), values.size());
    }

    static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
