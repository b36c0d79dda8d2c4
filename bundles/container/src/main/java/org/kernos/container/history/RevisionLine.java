package org.kernos.container.history;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.Problem;
import org.kernos.api.SwapReport;
import org.kernos.api.SwapReport.Step;
import org.kernos.api.codec.Codec;
import org.kernos.api.codec.CodecException;
import org.osgi.framework.Version;

/** A {@link Revision} as one line of text: fields {@code key=value}, values percent-encoded, and a last word without which it is not whole. */
final class RevisionLine {

    private static final String END = "end";

    private RevisionLine() {}

    static String of(Revision entry) {
        List<String> fields = new ArrayList<>();
        add(fields, "bundle", entry.bundle());
        add(fields, "revision", entry.revision());
        add(fields, "version", entry.version());
        add(fields, "since", entry.since());
        add(fields, "reason", entry.reason());
        add(fields, "before", entry.before());
        add(fields, "checksum", entry.checksum());
        entry.swap().ifPresent(swap -> addSwap(fields, swap));
        fields.add(END);
        return String.join(" ", fields);
    }

    private static void addSwap(List<String> fields, SwapReport swap) {
        add(fields, "module", swap.module());
        add(fields, "result", swap.result());
        add(fields, "oldRevision", swap.oldRevision());
        add(fields, "oldVersion", swap.oldVersion());
        add(fields, "newRevision", swap.newRevision());
        add(fields, "newVersion", swap.newVersion());
        add(fields, "began", swap.began());
        add(fields, "bytes", swap.stateBytes());
        add(fields, "closed", swap.gateClosed());
        add(
                fields,
                "steps",
                swap.steps().stream()
                        .map(step -> step.name() + ":" + step.took())
                        .collect(Collectors.joining(",")));
        for (Problem problem : swap.problems()) {
            add(fields, "problem", new String(Codec.JSON.write(problem), StandardCharsets.UTF_8));
        }
    }

    private static void add(List<String> fields, String key, Object value) {
        fields.add(key + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }

    /** Empty for a line that is not whole or not one of ours. */
    static Optional<Revision> read(String line) {
        Map<String, String> fields = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        String[] words = line.split(" ");
        if (!words[words.length - 1].equals(END)) {
            return Optional.empty();
        }
        try {
            for (int i = 0; i < words.length - 1; i++) {
                int equals = words[i].indexOf('=');
                String value = URLDecoder.decode(words[i].substring(equals + 1), StandardCharsets.UTF_8);
                if (words[i].startsWith("problem=")) {
                    problems.add(Codec.JSON.readProblem(value.getBytes(StandardCharsets.UTF_8)));
                } else {
                    fields.put(words[i].substring(0, Math.max(equals, 0)), value);
                }
            }
            return Optional.of(revision(fields, problems));
        } catch (IllegalArgumentException | DateTimeException | CodecException e) {
            return Optional.empty();
        }
    }

    private static Revision revision(Map<String, String> fields, List<Problem> problems) {
        return new Revision(
                number(fields, "bundle"),
                number(fields, "revision"),
                Version.parseVersion(text(fields, "version")),
                Instant.parse(text(fields, "since")),
                text(fields, "reason"),
                number(fields, "before"),
                number(fields, "checksum"),
                fields.containsKey("result") ? Optional.of(swap(fields, problems)) : Optional.empty());
    }

    private static SwapReport swap(Map<String, String> fields, List<Problem> problems) {
        return new SwapReport(
                text(fields, "module"),
                SwapReport.Result.valueOf(text(fields, "result")),
                number(fields, "oldRevision"),
                Version.parseVersion(text(fields, "oldVersion")),
                number(fields, "newRevision"),
                Version.parseVersion(text(fields, "newVersion")),
                Instant.parse(text(fields, "began")),
                steps(text(fields, "steps")),
                number(fields, "bytes"),
                Duration.parse(text(fields, "closed")),
                problems);
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        for (String step : text.split(",")) {
            int colon = step.indexOf(':');
            if (colon > 0) {
                steps.add(new Step(step.substring(0, colon), Duration.parse(step.substring(colon + 1))));
            }
        }
        return steps;
    }

    private static long number(Map<String, String> fields, String key) {
        return Long.parseLong(text(fields, key));
    }

    private static String text(Map<String, String> fields, String key) {
        @Nullable String value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + key);
        }
        return value;
    }
}
