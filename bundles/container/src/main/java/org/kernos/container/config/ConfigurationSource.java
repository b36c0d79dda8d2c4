package org.kernos.container.config;

import java.util.Map;

/** Where whoever runs the installation configures modules. */
public interface ConfigurationSource {

    /** Says nothing of any module. */
    ConfigurationSource NONE = module -> Map.of();

    /** What it has for a module of this name now, by keys; empty when it has nothing. Any thread. */
    Map<String, String> of(String module);
}
