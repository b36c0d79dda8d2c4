package org.example;

import java.util.Map;
import org.kernos.api.Module;
import org.osgi.framework.Version;

public class Sample implements Module {
    @Override public String name() { return "configure-fails"; }
    @Override public Version version() { return new Version(1, 0, 0); }
    @Override public void init() { throw new AssertionError("not reached"); }
    @Override public void cleanup() throws Exception {}

    @Override public void configure(Map<String, String> config) { Long.parseLong(config.get("depth")); }
}
