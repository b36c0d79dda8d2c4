package org.kernos.container.config;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a configuration of Config Admin says to a module, as texts ({@code docs/configuration.md}). */
final class ConfiguredTexts {

    /** Of whoever keeps or brings the configuration: the specification's, FileInstall's, Karaf's, the Configurator's. */
    private static final List<String> NOT_THE_MODULES =
            List.of("service.", "felix.fileinstall.", "org.apache.karaf.", ":configurator:");

    private ConfiguredTexts() {}

    static SortedMap<String, String> of(Dictionary<String, ?> properties) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (NOT_THE_MODULES.stream().noneMatch(key::startsWith)) {
                texts.put(key, text(properties.get(key)));
            }
        }
        return Collections.unmodifiableSortedMap(texts);
    }

    /** Of several values the elements in their order, with commas between them; everything else as Java prints it. */
    private static String text(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(","));
        } else if (value.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return text(elements);
        }
        return value.toString();
    }
}
