package org.kernos.format.exocore;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.Json;
import org.kernos.descriptor.ManifestProblems;
import org.kernos.spi.DescriptorKeys;

/** Reads which interpreter a Python module runs in, what that may use up, and what it may import (design Y-4, Y-7, Y-9). */
final class InterpreterPart {

    static final String LIMITS = "limits";

    private static final String MAIN = "main";
    private static final long YEAR_MS = 31_536_000_000L;
    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** What a limit may be, both ends included. */
    private record Range(long least, long most) {}

    /** As the runtime checks them too. */
    private static final Map<String, Range> RANGES = ranges();

    private final Json.Members root;
    private final ManifestProblems problems;

    InterpreterPart(Json.Members root, ManifestProblems problems) {
        this.root = root;
        this.problems = problems;
    }

    private static Map<String, Range> ranges() {
        Map<String, Range> ranges = new LinkedHashMap<>();
        ranges.put("heapBytes", new Range(256 * 1024, 1 << 29));
        ranges.put("callMillis", new Range(1, YEAR_MS));
        ranges.put("graceMillis", new Range(1, YEAR_MS));
        ranges.put("outputBytes", new Range(0, Integer.MAX_VALUE));
        ranges.put("waiting", new Range(0, 1_000_000));
        return ranges;
    }

    /** The descriptor's properties; the interpreter {@code main} is none. */
    Map<String, String> read() {
        Map<String, String> properties = new HashMap<>();
        Optional<Json.Text> written = problems.text(root, DescriptorKeys.INTERPRETER, "");
        String interpreter = written.map(Json.Text::value).orElse(MAIN);
        if (!ModuleDescriptor.isModuleName(interpreter)) {
            written.ifPresent(text -> problems.addExpected(
                    text,
                    "/" + DescriptorKeys.INTERPRETER,
                    "'main', 'own', or the name of a group of modules that share one",
                    "use 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first"));
        } else if (!interpreter.equals(MAIN)) {
            properties.put(DescriptorKeys.INTERPRETER, interpreter);
        }
        Json.Member limits = root.members().get(LIMITS);
        if (limits != null) {
            readLimits(limits.value(), interpreter, properties);
        }
        if (!problems.bool(root, DescriptorKeys.IMPORT_KERNELS, "").orElse(true)) {
            properties.put(DescriptorKeys.IMPORT_KERNELS, "false");
            checkNotShared(interpreter);
        }
        return properties;
    }

    /** What one module must not import, it would find in the interpreter all the same. */
    private void checkNotShared(String interpreter) {
        Json.Member member = root.members().get(DescriptorKeys.IMPORT_KERNELS);
        if (member != null && interpreter.equals(MAIN)) {
            problems.add(
                    member.value(),
                    ProblemCode.MANIFEST,
                    "/" + DescriptorKeys.IMPORT_KERNELS,
                    "the interpreter 'main' also runs modules and programs that import kernels",
                    "write \"interpreter\": \"own\" beside it, or the name of a group");
        }
    }

    private void readLimits(Json value, String interpreter, Map<String, String> properties) {
        if (!(value instanceof Json.Members limits)) {
            problems.addExpected(value, "/limits", "an object", "write {\"callMillis\": 1000}");
            return;
        }
        if (interpreter.equals(MAIN)) {
            problems.add(
                    limits,
                    ProblemCode.MANIFEST,
                    "/limits",
                    "the interpreter 'main' is shared by all, its limits are the container's settings",
                    "write \"interpreter\": \"own\", or leave the limits out");
        }
        problems.warnOfUnknown(limits, "/limits", RANGES.keySet());
        RANGES.forEach((key, range) -> {
            Json.Member member = limits.members().get(key);
            if (member != null) {
                number(member.value(), "/limits/" + key, range)
                        .ifPresent(number -> properties.put(DescriptorKeys.LIMITS + key, String.valueOf(number)));
            }
        });
    }

    private OptionalLong number(Json json, String pointer, Range range) {
        if (json instanceof Json.Other other && DIGITS.matcher(other.text()).matches()) {
            long number = Long.parseLong(other.text());
            if (number >= range.least() && number <= range.most()) {
                return OptionalLong.of(number);
            }
        }
        String limits = range.least() + " to " + range.most();
        problems.addExpected(json, pointer, "a whole number from " + limits, "write such a number, in digits only");
        return OptionalLong.empty();
    }
}
