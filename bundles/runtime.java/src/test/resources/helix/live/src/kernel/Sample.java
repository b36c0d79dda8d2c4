package org.example;

import java.util.Map;
import org.kernos.api.Module;
import org.kernos.api.Reconfigurable;
import org.osgi.framework.Version;

/** Takes changes while it is in use. */
public final class Sample implements Module, Reconfigurable {
    private volatile String seen = "";

    @Override public String name() { return "live"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void configure(Map<String, String> config) { seen = "configured " + config; }
    @Override public void init() { seen += ", initialised"; }
    @Override public void cleanup() {}

    @Override public void reconfigure(Map<String, String> config) throws Exception {
        if (config.containsKey("fail")) {
            throw new java.io.IOException("the disk is gone");
        }
        seen = "reconfigured " + config;
    }

    public String seen() { return seen; }
}
