package org.kernos.itests;

import java.util.Map;
import org.kernos.api.Module;
import org.kernos.api.Reconfigurable;
import org.osgi.framework.Version;

/**
 * A Helix module that takes changes of its configuration while it is in use; a speed above 100 is too fast. {@link ConfigPromises} puts its class
 * into a jar of its own, so that it must not use any other class of this bundle.
 */
public final class LiveModule implements Module, Reconfigurable {

    private volatile Map<String, String> settings = Map.of();

    @Override
    public String name() {
        return "javaconf";
    }

    @Override
    public Version version() {
        return new Version(1, 0, 0);
    }

    @Override
    public void configure(Map<String, String> config) {
        settings = config;
    }

    @Override
    public void init() {
        // It is ready.
    }

    @Override
    public void cleanup() {
        // Nothing was taken.
    }

    @Override
    public void reconfigure(Map<String, String> config) {
        if (Integer.parseInt(config.getOrDefault("speed", "0")) > 100) {
            throw new IllegalArgumentException("too fast");
        }
        settings = config;
    }

    /** The interface's method. */
    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }
}
