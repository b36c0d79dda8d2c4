package org.kernos.container.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kernos.spi.DescriptorKeys;

/**
 * A module's settings by their keys, and where each comes from. Of several sources of one key the later wins: the module's own files, what it was
 * loaded with, Config Admin.
 */
public final class ModuleConfiguration {

    /** Of a value more is of no use on a terminal. */
    private static final int MOST_SHOWN = 200;

    /** Where a value comes from; the later wins. */
    public enum Origin {
        MANIFEST("manifest"),
        LOAD("load"),
        CONFIG_ADMIN("Config Admin");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private final SortedMap<String, String> values = new TreeMap<>();
    private final Map<String, Origin> origins = new TreeMap<>();

    /**
     * @param properties of the descriptor: those that begin with {@link DescriptorKeys#CONFIG} are settings
     * @param loaded what the module was loaded with, likewise
     * @param configured by keys without that
     */
    public ModuleConfiguration(
            Map<String, String> properties, Map<String, String> loaded, Map<String, String> configured) {
        addPrefixed(properties, Origin.MANIFEST);
        addPrefixed(loaded, Origin.LOAD);
        configured.forEach((key, value) -> add(key, value, Origin.CONFIG_ADMIN));
    }

    private void addPrefixed(Map<String, String> prefixed, Origin origin) {
        prefixed.forEach((key, value) -> {
            if (key.startsWith(DescriptorKeys.CONFIG)) {
                add(key.substring(DescriptorKeys.CONFIG.length()), value, origin);
            }
        });
    }

    private void add(String key, String value, Origin origin) {
        values.put(key, value);
        origins.put(key, origin);
    }

    /** In the order of their keys. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Whether the module would see no difference. */
    public boolean isSame(ModuleConfiguration other) {
        return values.equals(other.values);
    }

    /** For people: what {@code module:info} shows of it. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        values.forEach((key, value) ->
                details.put(shown(DescriptorKeys.CONFIG + key), shown(value) + " (" + origins.get(key) + ")"));
        return details;
    }

    /** On one line of some length. */
    private static String shown(String text) {
        String cut = text.length() <= MOST_SHOWN
                ? text
                : text.substring(0, MOST_SHOWN) + "... " + text.length() + " characters";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
