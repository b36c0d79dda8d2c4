package org.kernos.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The framework properties: {@code etc/kernos.properties}, over them the system properties that start with {@code kernos.}.
 *
 * @param home the installation
 * @param properties all values, with every <code>${name}</code> replaced
 */
record Settings(Path home, Map<String, String> properties) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    Settings {
        properties = Map.copyOf(properties);
    }

    static Settings read(Path home) throws IOException {
        return of(home, load(home.resolve("etc/kernos.properties")), System.getProperties());
    }

    static Settings of(Path home, Properties file, Properties system) {
        Map<String, String> raw = new HashMap<>();
        file.stringPropertyNames().forEach(name -> raw.put(name, file.getProperty(name)));
        system.stringPropertyNames().stream()
                .filter(name -> name.startsWith("kernos."))
                .forEach(name -> raw.put(name, system.getProperty(name)));
        raw.put("kernos.home", home.toString());
        Map<String, String> values = new HashMap<>();
        raw.forEach((name, value) -> values.put(name, expand(name, value, raw, system, 0)));
        return new Settings(home, values);
    }

    /** The directory that keeps bundles and data from one session to the next. */
    Path storage() {
        Path chosen = Path.of(properties.getOrDefault("kernos.storage", home + "/data"));
        return isWritable(chosen) ? chosen : cache();
    }

    /** One for all sessions, so that the log of a one-command run outlives it. */
    Path logFile() {
        return storage().resolve("log/kernos.log");
    }

    private static boolean isWritable(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }

    /** For an installation that belongs to somebody else. */
    private static Path cache() {
        String base = System.getenv("XDG_CACHE_HOME");
        return base == null || base.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "kernos")
                : Path.of(base, "kernos");
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static String expand(String name, String value, Map<String, String> raw, Properties system, int depth) {
        if (depth > 10) {
            throw new LaunchException("etc/kernos.properties: '" + name + "' refers to itself: " + value);
        }
        return REFERENCE.matcher(value).replaceAll(match -> {
            String inner = raw.getOrDefault(match.group(1), system.getProperty(match.group(1)));
            if (inner == null) {
                throw new LaunchException("etc/kernos.properties: '" + name + "' refers to " + match.group()
                        + ", which is neither there nor a system property");
            }
            return Matcher.quoteReplacement(expand(name, inner, raw, system, depth + 1));
        });
    }
}
