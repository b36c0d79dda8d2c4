package org.kernos.runtime.micropython;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kernos.runtime.micropython.interpreter.InterpreterLimits;
import org.kernos.spi.DescriptorKeys;

/** The limits of interpreters, as they are configured and as manifests ask for them, checked. */
final class PythonSettings {

    private static final long YEAR_MS = 31_536_000_000L;

    /** One limit: what it is called in manifests and in the configuration, and its range. */
    private enum Limit {
        HEAP("heapBytes", "heap.bytes", 256 * 1024, 1 << 29),
        CALL("callMillis", "call.ms", 1, YEAR_MS),
        GRACE("graceMillis", "grace.ms", 1, YEAR_MS),
        OUTPUT("outputBytes", "output.bytes", 0, Integer.MAX_VALUE),
        WAITING("waiting", "waiting", 0, 1_000_000);

        final String inManifest;
        final String configured;
        final long least;
        final long most;

        Limit(String inManifest, String configured, long least, long most) {
            this.inManifest = DescriptorKeys.LIMITS + inManifest;
            this.configured = "kernos.python." + configured;
            this.least = least;
            this.most = most;
        }

        long of(InterpreterLimits limits) {
            return switch (this) {
                case HEAP -> limits.heapBytes();
                case CALL -> limits.callTime().toMillis();
                case GRACE -> limits.graceTime().toMillis();
                case OUTPUT -> limits.outputBytes();
                case WAITING -> limits.waiting();
            };
        }

        /** Null for what is not set. */
        @Nullable
        Long parse(@Nullable String given, String key) {
            String value = given == null ? "" : given.trim();
            if (value.isEmpty()) {
                return null;
            }
            long number = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        key + " is '" + value + "', expected a whole number from " + least + " to " + most);
            }
            return number;
        }
    }

    private PythonSettings() {}

    /**
     * @param configured the value of a key such as {@code kernos.python.call.ms}, or null when nobody set it
     * @throws IllegalArgumentException naming key, value and range of a value that is out of range
     */
    static InterpreterLimits configured(UnaryOperator<@Nullable String> configured) {
        return changed(
                InterpreterLimits.DEFAULT,
                limit -> limit.parse(
                        configured.apply(limit.configured), PythonConfiguration.PID + ": " + limit.configured));
    }

    /**
     * @param asked keys such as {@code limits.callMillis}; others do not matter
     * @throws IllegalArgumentException naming key, value and range of a value that is out of range
     */
    static InterpreterLimits merged(InterpreterLimits configured, Map<String, String> asked) {
        return changed(configured, limit -> limit.parse(asked.get(limit.inManifest), limit.inManifest));
    }

    @FunctionalInterface
    private interface Source {
        @Nullable
        Long value(Limit limit);
    }

    private static InterpreterLimits changed(InterpreterLimits base, Source source) {
        Map<Limit, Long> values = new TreeMap<>();
        for (Limit limit : Limit.values()) {
            Long value = source.value(limit);
            values.put(limit, value == null ? limit.of(base) : value);
        }
        return new InterpreterLimits(
                Math.toIntExact(values.getOrDefault(Limit.HEAP, 0L)),
                Duration.ofMillis(values.getOrDefault(Limit.CALL, 0L)),
                Duration.ofMillis(values.getOrDefault(Limit.GRACE, 0L)),
                Math.toIntExact(values.getOrDefault(Limit.OUTPUT, 0L)),
                Math.toIntExact(values.getOrDefault(Limit.WAITING, 0L)));
    }

    /** What a module asks for and does not have: {@code limits.callMillis 500, which has 10000}. */
    static List<String> differences(InterpreterLimits there, Map<String, String> asked) {
        List<String> differences = new ArrayList<>();
        InterpreterLimits wanted = merged(there, asked);
        for (Limit limit : Limit.values()) {
            if (limit.of(wanted) != limit.of(there)) {
                differences.add(limit.inManifest + " " + limit.of(wanted) + ", which has " + limit.of(there));
            }
        }
        return differences;
    }
}
