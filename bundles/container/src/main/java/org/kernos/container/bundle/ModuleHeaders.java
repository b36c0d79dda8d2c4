package org.kernos.container.bundle;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * What the container writes into the manifest of a module's bundle and reads from it after a restart. Values are
 * percent-encoded: no directory name can break a line of the manifest.
 *
 * @param directory absolute, where the module was installed from
 * @param kind of its descriptor: which reader reads it
 * @param revision from 1, unique for the module's name
 * @param stamp of the directory's content and of what made the bundle: {@link BundleSynthesizer#stamp}
 * @param settings the load options' settings
 */
public record ModuleHeaders(
        Path directory, String shownLocation, String kind, long revision, String stamp, Map<String, String> settings) {

    /** Where the module's files lie in the bundle: apart from the manifest and the activator. */
    public static final String FILES = "module/";

    private static final String DIRECTORY = "Kernos-Directory";
    private static final String SHOWN = "Kernos-Location";
    private static final String KIND = "Kernos-Kind";
    private static final String REVISION = "Kernos-Revision";
    private static final String STAMP = "Kernos-Stamp";
    private static final String SETTINGS = "Kernos-Settings";

    public String directoryName() {
        Path name = directory.getFileName();
        return name == null ? "" : name.toString();
    }

    public void writeTo(Attributes manifest) {
        manifest.putValue(DIRECTORY, encode(directory.toString()));
        manifest.putValue(SHOWN, encode(shownLocation));
        manifest.putValue(KIND, encode(kind));
        manifest.putValue(REVISION, Long.toString(revision));
        manifest.putValue(STAMP, stamp);
        if (!settings.isEmpty()) {
            manifest.putValue(
                    SETTINGS,
                    new TreeMap<>(settings)
                            .entrySet().stream()
                                    .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                                    .collect(Collectors.joining("&")));
        }
    }

    public static boolean isModule(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name != null
                && name.startsWith(BundleSynthesizer.NAME_PREFIX)
                && bundle.getHeaders("").get(REVISION) != null;
    }

    /**
     * @throws IllegalArgumentException when the bundle was not made by a container
     */
    public static ModuleHeaders of(Bundle bundle) {
        Dictionary<String, String> manifest = bundle.getHeaders("");
        return of(bundle, manifest::get);
    }

    /**
     * @throws IllegalArgumentException when it is of no bundle that a container has made
     */
    public static ModuleHeaders of(Attributes manifest) {
        return of("the manifest", manifest::getValue);
    }

    private static ModuleHeaders of(Object origin, UnaryOperator<@Nullable String> manifest) {
        String revision = manifest.apply(REVISION);
        String directory = manifest.apply(DIRECTORY);
        if (revision == null || directory == null) {
            throw new IllegalArgumentException(origin + " is no module's bundle: it has no " + REVISION);
        }
        return new ModuleHeaders(
                Path.of(decode(directory)),
                decode(text(manifest.apply(SHOWN))),
                decode(text(manifest.apply(KIND))),
                Long.parseLong(revision),
                text(manifest.apply(STAMP)),
                decodeSettings(text(manifest.apply(SETTINGS))));
    }

    public static Map<String, String> decodeSettings(String text) {
        Map<String, String> settings = new TreeMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                settings.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return settings;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
