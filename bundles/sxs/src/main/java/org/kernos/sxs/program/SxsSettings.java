package org.kernos.sxs.program;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kernos.api.program.ProgramLimits;

/** The limits that are configured, checked. Keys, defaults and units stand in {@link SxsConfiguration}. */
final class SxsSettings {

    private static final long MOST = 1_000_000_000_000_000_000L;
    private static final long YEAR_MS = 31_536_000_000L;

    private SxsSettings() {}

    /**
     * @param configured the value of a key such as {@code kernos.sxs.steps}, or null when nobody set it
     * @throws IllegalArgumentException naming key, value and range of a value that is out of range
     */
    static ProgramLimits limits(UnaryOperator<@Nullable String> configured) {
        ProgramLimits preset = ProgramLimits.DEFAULT;
        return new ProgramLimits(
                number(configured, "kernos.sxs.steps", preset.steps(), 1, MOST),
                (int) number(configured, "kernos.sxs.depth", preset.depth(), 1, ProgramLimits.DEEPEST),
                Duration.ofMillis(
                        number(configured, "kernos.sxs.time.ms", preset.time().toMillis(), 1, YEAR_MS)),
                number(configured, "kernos.sxs.output", preset.output(), 0, MOST),
                number(configured, "kernos.sxs.memory", preset.memory(), 1, MOST));
    }

    private static long number(
            UnaryOperator<@Nullable String> configured, String key, long preset, long least, long greatest) {
        String given = configured.apply(key);
        String value = given == null ? "" : given.trim();
        if (value.isEmpty()) {
            return preset;
        }
        long number = value.matches("[0-9]{1,18}") || value.equals(Long.toString(MOST)) ? Long.parseLong(value) : -1;
        if (number < least || number > greatest) {
            throw new IllegalArgumentException(SxsConfiguration.PID + ": " + key + " is '" + value
                    + "', expected a whole number from " + least + " to " + greatest);
        }
        return number;
    }
}
