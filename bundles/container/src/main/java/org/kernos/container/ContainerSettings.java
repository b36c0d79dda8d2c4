package org.kernos.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleDescriptor;

/**
 * How this container works, checked. Keys, defaults and units stand in {@link ContainerConfiguration}.
 *
 * @param shownFrom directories below it are shown to people relative to it: the distribution's home, where there is one
 * @param privileged names of the modules that may be privileged
 * @param states where persistent states are saved; empty for the container's own storage
 * @param args the calling convention of kernels below a directory, the longest directory that fits deciding
 */
record ContainerSettings(
        Path workingDirectory,
        Path shownFrom,
        List<BootEntry> boot,
        List<Path> searchPath,
        boolean lockAfterBoot,
        Set<String> privileged,
        Map<Path, String> args,
        Duration drainLimit,
        Duration shutdownLimit,
        Duration configureLimit,
        Duration sourcesLimit,
        int asyncThreads,
        int asyncQueue,
        int revisionsKept,
        Optional<Path> states,
        boolean refusesDamagedState) {

    /**
     * @param configured the value of a key such as {@code kernos.boot}, or null when nobody set it
     * @throws IllegalArgumentException naming key, value and range of a value that is out of range
     */
    static ContainerSettings of(UnaryOperator<@Nullable String> configured) {
        Keys keys = new Keys(configured);
        Path working = Path.of("").toAbsolutePath();
        String home = keys.text("kernos.home");
        return new ContainerSettings(
                working,
                home.isEmpty() ? working : Path.of(home).toAbsolutePath().normalize(),
                keys.boot("kernos.boot", working),
                keys.paths("kernos.path", working),
                keys.choice("kernos.lock", List.of("none", "after-boot")).equals("after-boot"),
                keys.names("kernos.privileged"),
                keys.conventions("kernos.sxs.args", working),
                Duration.ofMillis(keys.number("kernos.drain.limit.ms", 5_000, 0, 3_600_000)),
                Duration.ofMillis(keys.number("kernos.shutdown.limit.ms", 10_000, 1, 3_600_000)),
                Duration.ofMillis(keys.number("kernos.configure.limit.ms", 10_000, 1, 3_600_000)),
                Duration.ofMillis(keys.number("kernos.sources.limit.ms", 30_000, 1, 3_600_000)),
                (int) keys.number("kernos.async.threads", defaultThreads(), 1, 10_000),
                (int) keys.number("kernos.async.queue", 1_000, 1, 1_000_000),
                (int) keys.number("kernos.revisions.kept", 3, 0, 100),
                keys.paths("kernos.state", working).stream().findFirst(),
                keys.choice("kernos.state.damaged", List.of("fresh", "refuse")).equals("refuse"));
    }

    private static int defaultThreads() {
        return Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    }

    /** The settings that the configuration gives every module in this directory. */
    Map<String, String> settingsFor(Path directory) {
        Path longest = null;
        for (Path candidate : args.keySet()) {
            if (directory.startsWith(candidate)
                    && (longest == null || candidate.getNameCount() > longest.getNameCount())) {
                longest = candidate;
            }
        }
        return longest == null ? Map.of() : Map.of("args", args.getOrDefault(longest, "values"));
    }

    private record Keys(UnaryOperator<@Nullable String> configured) {

        String text(String key) {
            String value = configured.apply(key);
            return value == null ? "" : value.trim();
        }

        List<Path> paths(String key, Path working) {
            List<Path> paths = new ArrayList<>();
            for (String part : text(key).split(",")) {
                if (!part.isBlank()) {
                    paths.add(working.resolve(part.trim()).normalize());
                }
            }
            return List.copyOf(paths);
        }

        List<BootEntry> boot(String key, Path working) {
            try {
                return BootEntry.parse(text(key), working);
            } catch (IllegalArgumentException e) {
                throw refuse(
                        key,
                        String.valueOf(e.getMessage()),
                        "entries between commas, those with commas in double quotes that end");
            }
        }

        Set<String> names(String key) {
            Set<String> names = new TreeSet<>();
            for (String part : text(key).split(",")) {
                String name = part.trim();
                if (!name.isEmpty() && !ModuleDescriptor.isModuleName(name)) {
                    throw refuse(key, name, "a list of module names");
                } else if (!name.isEmpty()) {
                    names.add(name);
                }
            }
            return Set.copyOf(names);
        }

        String choice(String key, List<String> allowed) {
            String value = text(key).isEmpty() ? allowed.get(0) : text(key).toLowerCase(Locale.ROOT);
            if (!allowed.contains(value)) {
                throw refuse(key, text(key), "one of " + String.join(", ", allowed));
            }
            return value;
        }

        long number(String key, long preset, long least, long greatest) {
            String value = text(key);
            if (value.isEmpty()) {
                return preset;
            }
            String range = "a whole number from " + least + " to " + greatest;
            if (!value.matches("[0-9]{1,18}")) {
                throw refuse(key, value, range);
            }
            long number = Long.parseLong(value);
            if (number < least || number > greatest) {
                throw refuse(key, value, range);
            }
            return number;
        }

        /** {@code form} for every kernel, or {@code dir=form,other=values}. */
        Map<Path, String> conventions(String key, Path working) {
            Map<Path, String> conventions = new TreeMap<>();
            for (String part : text(key).split(",")) {
                String item = part.trim();
                if (item.isEmpty()) {
                    continue;
                }
                int equals = item.lastIndexOf('=');
                String convention = item.substring(equals + 1).trim();
                if (!List.of("values", "form").contains(convention)) {
                    throw refuse(key, item, "'values', 'form', or a list of DIRECTORY=values and DIRECTORY=form");
                }
                Path directory = equals < 0
                        ? working.getRoot()
                        : working.resolve(item.substring(0, equals).trim());
                conventions.put(directory.normalize(), convention);
            }
            return conventions;
        }

        private static IllegalArgumentException refuse(String key, String value, String range) {
            return new IllegalArgumentException(
                    ContainerConfiguration.PID + ": " + key + " is '" + value + "', expected " + range);
        }
    }
}
